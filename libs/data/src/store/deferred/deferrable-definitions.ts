import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../../pool/query-rows';

/** An index or a foreign key of a table, with the statement that makes it again. */
export interface Definition {
  readonly kind: 'index' | 'foreign key';
  readonly tableName: string;
  readonly name: string;
  readonly definition: string;
  readonly comment: string | null;
}

export const definitionRow = z
  .object({
    kind: z.enum(['index', 'foreign key']),
    table_name: z.string(),
    name: z.string(),
    definition: z.string(),
    comment: z.string().nullable(),
  })
  .transform(({ table_name, ...rest }): Definition => ({
    ...rest,
    tableName: table_name,
  }));

// What a load can do without: a unique index decides what a row is and stays. Catalogue only.
const SELECT_DEFINITIONS = `
  SELECT 'index' AS kind, t.relname AS table_name, i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition,
         obj_description(x.indexrelid, 'pg_class') AS comment
  FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  WHERE t.relname = ANY ($1) AND t.relnamespace = 'public'::regnamespace AND NOT x.indisunique AND x.indisvalid
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)
  UNION ALL
  SELECT 'foreign key', t.relname, c.conname,
         format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)),
         obj_description(c.oid, 'pg_constraint')
  FROM pg_constraint c
  JOIN pg_class t ON t.oid = c.conrelid
  WHERE t.relname = ANY ($1) AND t.relnamespace = 'public'::regnamespace AND c.contype = 'f' AND c.convalidated
  ORDER BY table_name, kind, name`;

/** Secondary indexes and foreign keys of the tables, as they are now. */
export function listDeferrable(
  client: ClientBase,
  tables: readonly string[],
): Promise<readonly Definition[]> {
  return queryRows(client, definitionRow, { text: SELECT_DEFINITIONS, values: [tables] });
}
