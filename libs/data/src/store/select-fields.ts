import { columnsOf, type SqlRow } from '@cortex/domain';
import { z } from 'zod';
import { isoTime } from './iso-time';
import type { ColumnShape, TableShape } from './table-catalog';

/** Prefix of the answer's columns: a table may have a column of any name. */
const PREFIX = 'f_';

/** The columns of a table (alias t) in the spelling of `SqlRow`. */
export function selectFields(shape: TableShape): string {
  const types = columnsOf(shape.table);
  return shape.columns
    .map((column) => `${spell(column, types[column.field]?.type)} AS "${PREFIX}${column.name}"`)
    .join(', ');
}

function spell({ name }: ColumnShape, type: string | undefined): string {
  const column = `t."${name}"`;
  if (type === 'timestamptz') return isoTime(column);
  return type === 'boolean' || type === 'text[]' ? column : `${column}::text`;
}

const value = z.union([z.string(), z.boolean(), z.array(z.string()), z.null()]);

/** What `selectFields` answers with, beside other columns. */
export const fieldsRow = z.record(z.string(), z.unknown());

/** The row by field, out of an answer to `selectFields`. */
export function readFields(shape: TableShape, answer: Readonly<Record<string, unknown>>): SqlRow {
  return Object.fromEntries(
    shape.columns.map(({ field, name }) => [field, value.parse(answer[`${PREFIX}${name}`])]),
  );
}

/** `rowKeyOf` in SQL; empty where a part of the key is NULL. */
export function keyExpression({ key }: TableShape): string {
  const [first, ...others] = key.map(({ name }) => `t."${name}"::text`);
  if (first === undefined || others.length === 0) return `coalesce(${first ?? "''"}, '')`;
  const parts = [first, ...others].map((part) => `to_json(${part})::text`);
  return `coalesce('[' || ${parts.join(` || ',' || `)} || ']', '')`;
}
