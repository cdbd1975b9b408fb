import type { ClientBase, QueryConfig } from 'pg';
import { z } from 'zod';

/** Rows as the schema of one row reads them: what leaves this library is typed because it was looked at. */
export async function queryRows<Row>(
  client: ClientBase,
  row: z.ZodType<Row>,
  query: QueryConfig,
): Promise<readonly Row[]> {
  const { rows } = await client.query<Record<string, unknown>>(query);
  return z.array(row).parse(rows);
}

/** The same for statements that answer with exactly one row. */
export async function queryOne<Row>(
  client: ClientBase,
  row: z.ZodType<Row>,
  query: QueryConfig,
): Promise<Row> {
  const { rows } = await client.query<Record<string, unknown>>(query);
  return row.parse(rows[0]);
}

/** bigint travels as text; counts are far below 2^53. */
export const countColumn = z.coerce.number().int();
