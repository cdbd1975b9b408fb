import type { ColumnSpec } from './table-spec';
import type { TableName } from './table-specs';
import { tableSpecs } from './table-specs';

/** `taskLineage` → `task_lineage`, `agentId` → `agent_id`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields that hold ids of other rows, in the order of the spec. */
export function referencingFields(table: TableName): readonly string[] {
  return Object.entries(columnsOf(table)).flatMap(([field, column]) => (column.references ? [field] : []));
}

/** All other fields, in the order of the spec. */
export function plainFields(table: TableName): readonly string[] {
  return Object.entries(columnsOf(table)).flatMap(([field, column]) => (column.references ? [] : [field]));
}

/** The columns of a table without the literal types, for code that treats all tables alike. */
export function columnsOf(table: TableName): Readonly<Record<string, ColumnSpec>> {
  return tableSpecs[table].columns;
}

/** The table as the database calls it. */
export function sqlTableName(table: TableName): string {
  return toSnakeCase(table);
}
