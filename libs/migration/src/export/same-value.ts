import { columnsOf } from '@cortex/domain';
import type { ColumnType, JsonNode, SqlValue, TableName } from '@cortex/domain';

import { jsonText, redactedString } from '../normalise/json-text';
import type { ReaderContext } from '../normalise/reader-context';
import type { Redactor } from '../normalise/redactor';
import { canonicalJson, canonicalNumber } from './json-values';

/** Reads the text of a JSON value without loss. */
export type DecodeJson = (text: string) => JsonNode;

export interface ValueComparison {
  /** Whether a column has the value that the database has, in whatever spelling. */
  isSame(place: { readonly table: TableName; readonly field: string }, built: Value, live: Value): boolean;
}
type Value = SqlValue | undefined;

/**
 * A secret that a service wrote into a column is redacted when the exported record comes in again: the redacted form
 * counts as the same value.
 */
export function createValueComparison(decode: DecodeJson, redactor: Redactor): ValueComparison {
  const context: ReaderContext = { redactor, note: () => {}, fault: () => {} };
  const canonical = (type: ColumnType, value: Value): string | null => canonicalOf(type, value, decode);
  return {
    isSame: ({ table, field }, built, live) => {
      if (built === live) return true;
      const type = columnsOf(table)[field]?.type ?? 'text';
      const [left, right] = [canonical(type, built), canonical(type, live)];
      if (left === right) return true;
      if (left === null || right === null) return false;
      return left === canonical(type, redacted(type, live ?? null, { context, decode }));
    },
  };
}

function redacted(
  type: ColumnType,
  value: SqlValue,
  { context, decode }: { readonly context: ReaderContext; readonly decode: DecodeJson },
): SqlValue {
  if (type === 'jsonb' && typeof value === 'string') return jsonText(decode(value), context);
  if (typeof value === 'string') return redactedString(value, context, null);
  return Array.isArray(value) ? value.map((item: string) => redactedString(item, context, null)) : value;
}

function canonicalOf(type: ColumnType, value: Value, decode: DecodeJson): string | null {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'jsonb':
      return canonicalJson(decode(String(value)));
    case 'integer':
    case 'bigint':
    case 'numeric':
      return canonicalNumber(String(value));
    case 'text[]':
      return JSON.stringify(value);
    case 'inet':
      return canonicalAddress(String(value));
    default:
      return String(value);
  }
}

/** A host is written with its full mask by some; IPv6 has as many spellings as people. */
function canonicalAddress(address: string): string {
  const plain = address.toLowerCase().replace(/(?<=^[\d.]+)\/32$|\/128$/, '');
  const [host = '', mask] = plain.split('/');
  if (!host.includes(':')) return plain;
  const [head = '', tail] = host.split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, '')).join(':') + (mask ?? '');
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
