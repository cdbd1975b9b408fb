import type { ColumnSpec } from './table-spec';
import type { TableName } from './table-specs';
import { tableSpecs } from './table-specs';

/** `taskLineage` → `task_lineage`, `agentId` → `agent_id`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields that hold ids of other rows, in the order of the spec. */
export function referencingFields(table: TableName): readonly string[] {
  return fieldsOf(table).referencing;
}

/** All other fields, in the order of the spec. */
export function plainFields(table: TableName): readonly string[] {
  return fieldsOf(table).plain;
}

interface FieldLists {
  readonly referencing: readonly string[];
  readonly plain: readonly string[];
}

/** Asked for every record of a tree, hence computed once per table. */
const fieldLists = new Map<TableName, FieldLists>();

function fieldsOf(table: TableName): FieldLists {
  const known = fieldLists.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(columnsOf(table));
  const lists = {
    referencing: columns.flatMap(([field, column]) => (column.references ? [field] : [])),
    plain: columns.flatMap(([field, column]) => (column.references ? [] : [field])),
  };
  fieldLists.set(table, lists);
  return lists;
}

/** The columns of a table without the literal types, for code that treats all tables alike. */
export function columnsOf(table: TableName): Readonly<Record<string, ColumnSpec>> {
  return tableSpecs[table].columns;
}

/** The table as the database calls it. */
export function sqlTableName(table: TableName): string {
  return toSnakeCase(table);
}
