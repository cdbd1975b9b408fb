import { columnsOf } from '@cortex/domain';
import type { SqlValue, TableName } from '@cortex/domain';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Inverse of `encodeCopyValue` for a column of a table. */
export function decodeCopyValue(table: TableName, field: string, text: string): SqlValue {
  if (text === '\\N') return null;
  const plain = text.includes('\\')
    ? text.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
    : text;
  const type = columnsOf(table)[field]?.type;
  if (type === 'boolean') return plain === 't';
  return type === 'text[]' ? decodeArray(plain) : plain;
}

/** As `encodeArrayLiteral` writes it: every item quoted. */
function decodeArray(literal: string): string[] {
  const items = literal.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  return items.map((item) => item.slice(1, -1).replace(/\\(.)/gs, '$1'));
}
