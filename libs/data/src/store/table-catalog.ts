import {
  columnsOf,
  sqlTableName,
  tableSpecs,
  toSnakeCase,
  type TableName,
  type TableSpec,
} from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

/** A table of the specs as the database has it. */
export interface TableShape {
  readonly table: TableName;
  readonly sqlName: string;
  /** Columns of the spec in its order, with the type to cast to. */
  readonly columns: readonly ColumnShape[];
  /** What a row key is made of: the natural key, or the number where there is none. */
  readonly key: readonly ColumnShape[];
  readonly serial: string | null;
  /** One row per physical record, without a natural key. */
  readonly isAppended: boolean;
  readonly hasVersion: boolean;
  readonly hasStubMark: boolean;
  readonly hasSeedMark: boolean;
}

export interface ColumnShape {
  readonly field: string;
  readonly name: string;
  /** As `format_type` writes it: `text[]`, `numeric(3,2)`, `task_status`. */
  readonly type: string;
}

export type TableCatalog = ReadonlyMap<TableName, TableShape>;

export const tableNames: readonly TableName[] = Object.keys(tableSpecs).filter(isTableName);

const namesBySqlName = new Map(tableNames.map((table) => [sqlTableName(table), table]));

/** `task_lineage` → `taskLineage`; the ledger speaks the database's names. */
export function toTableName(sqlName: string): TableName {
  const table = namesBySqlName.get(sqlName);
  if (table !== undefined) return table;
  throw new CortexError('INTERNAL', `The ledger names the table "${sqlName}", which no spec describes.`, {
    fields: { table: sqlName },
  });
}

function isTableName(name: string): name is TableName {
  return Object.hasOwn(tableSpecs, name);
}

// The types are asked for instead of repeated: a cast has to name the enum, and the precision of a numeric.
const SELECT_COLUMNS = `
  SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type
  FROM unnest($1::text[]) AS wanted (table_name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(wanted.table_name))
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const columnRow = z.object({ table_name: z.string(), column_name: z.string(), type: z.string() });

/** Reads only. A table that the database lacks is absent from the map. */
export async function loadTableCatalog(client: ClientBase): Promise<TableCatalog> {
  const rows = await queryRows(client, columnRow, {
    text: SELECT_COLUMNS,
    values: [tableNames.map(sqlTableName)],
  });
  const types = new Map<TableName, Map<string, string>>();
  for (const row of rows) {
    const table = toTableName(row.table_name);
    const columns = types.get(table) ?? new Map<string, string>();
    types.set(table, columns.set(row.column_name, row.type));
  }
  return new Map([...types].map(([table, columns]) => [table, toShape(table, columns)]));
}

function toShape(table: TableName, types: ReadonlyMap<string, string>): TableShape {
  const spec: TableSpec = tableSpecs[table];
  const shapeOf = (field: string): ColumnShape => {
    const name = toSnakeCase(field);
    const type = types.get(name);
    if (type !== undefined) return { field, name, type };
    throw new CortexError(
      'SCHEMA_BEHIND',
      `The table ${sqlTableName(table)} of the database has no column ${name}. Apply the migrations first.`,
      { fields: { table: sqlTableName(table), column: name } },
    );
  };
  const keyFields = spec.key.length > 0 ? spec.key : [spec.serial ?? ''];
  return {
    table,
    sqlName: sqlTableName(table),
    columns: Object.keys(columnsOf(table)).map(shapeOf),
    key: keyFields.map(shapeOf),
    serial: spec.serial === undefined ? null : toSnakeCase(spec.serial),
    isAppended: spec.mode === 'append',
    hasVersion: types.has('version'),
    hasStubMark: types.has('is_stub'),
    hasSeedMark: types.has('is_seed'),
  };
}
