import { sqlTableName } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../../pool/query-rows';
import { tableNames } from '../table-catalog';

/** A foreign key onto one of the tables that the migrator fills; tables of services included. */
export interface ForeignKeyEdge {
  /** As it stands in SQL, with its schema where it needs one. */
  readonly child: string;
  /** Its bare name. */
  readonly childName: string;
  readonly parent: string;
  readonly columns: readonly { readonly child: string; readonly parent: string }[];
  /** Primary key of the child, to name its rows; empty when it has none. */
  readonly childKey: readonly string[];
}

// Asked for instead of listed: services may have tables of their own that refer to ours.
const SELECT_EDGES = `
  SELECT c.conrelid::regclass::text AS child, child.relname AS child_name, parent.relname AS parent,
         (SELECT json_agg(json_build_object('child', ca.attname, 'parent', pa.attname) ORDER BY k.n)
          FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (child_no, parent_no, n)
          JOIN pg_attribute ca ON ca.attrelid = c.conrelid AND ca.attnum = k.child_no
          JOIN pg_attribute pa ON pa.attrelid = c.confrelid AND pa.attnum = k.parent_no) AS columns,
         coalesce((SELECT json_agg(a.attname ORDER BY a.attnum)
                   FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                   WHERE i.indrelid = c.conrelid AND i.indisprimary), '[]') AS child_key
  FROM pg_constraint c
  JOIN pg_class child ON child.oid = c.conrelid
  JOIN pg_class parent ON parent.oid = c.confrelid
  WHERE c.contype = 'f' AND c.conparentid = 0
    AND c.confrelid = ANY (SELECT to_regclass(quote_ident(name)) FROM unnest($1::text[]) AS name)
  ORDER BY 1, c.conname`;

const edgeRow = z.object({
  child: z.string(),
  child_name: z.string(),
  parent: z.string(),
  columns: z.array(z.object({ child: z.string(), parent: z.string() })),
  child_key: z.array(z.string()),
});

export async function readForeignKeyEdges(client: ClientBase): Promise<readonly ForeignKeyEdge[]> {
  const rows = await queryRows(client, edgeRow, {
    text: SELECT_EDGES,
    values: [tableNames.map(sqlTableName)],
  });
  return rows.map(({ child_name, child_key, ...edge }) => ({
    ...edge,
    childName: child_name,
    childKey: child_key,
  }));
}
