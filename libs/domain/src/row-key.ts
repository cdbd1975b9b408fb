import type { SqlValue, TableName } from './table-specs';
import { tableSpecs } from './table-specs';

/**
 * The name of a row in the ledger: the key itself where it is one column, else the JSON array of its columns, in the
 * order of the table's spec.
 */
export function rowKeyOf(table: TableName, row: Readonly<Record<string, SqlValue | undefined>>): string {
  const parts = tableSpecs[table].key.map((field) => String(row[field] ?? ''));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : JSON.stringify(parts);
}

/** Inverse of {@link rowKeyOf}. */
export function splitRowKey(table: TableName, rowKey: string): readonly string[] {
  if (tableSpecs[table].key.length === 1) return [rowKey];
  const parts: unknown = JSON.parse(rowKey);
  return Array.isArray(parts) ? parts.map(String) : [rowKey];
}
