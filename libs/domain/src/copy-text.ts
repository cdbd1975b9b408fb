import type { SqlValue } from './table-specs';

/**
 * One value in the text format of COPY (PostgreSQL manual, "COPY", File Formats): `\N` is NULL; backslash, tab,
 * line feed and carriage return are escaped. Arrays become array literals.
 */
export function encodeCopyValue(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escapeCopyText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return escapeCopyText(encodeArrayLiteral(value));
}

/** `{"a","b\"c"}`; every element quoted, so that no word (`NULL`) is special. */
export function encodeArrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

const NEEDS_ESCAPE = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCopyText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}
