import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';

// One statement for all numbers. Nearly always they are consecutive and two bounds say it all; when another session
// drew some in between, the list is sent. Numbers of rows that are refused later are gone: sequences have gaps.
const TAKE_IDS = `
  SELECT min(id)::text AS first,
         CASE WHEN max(id) - min(id) + 1 = count(*) THEN NULL ELSE array_agg(id::text ORDER BY id) END AS listed
  FROM (SELECT nextval(pg_get_serial_sequence($1, $2)::regclass) AS id FROM generate_series(1, $3)) AS taken`;

const takenIds = z.object({ first: z.string(), listed: z.array(z.string()).nullable() });

/** `count` ascending numbers from the sequence behind a column. */
export async function takeIds(
  client: ClientBase,
  column: { readonly table: string; readonly name: string },
  count: number,
): Promise<readonly string[]> {
  if (count === 0) return [];
  const { first, listed } = await queryOne(client, takenIds, {
    text: TAKE_IDS,
    values: [column.table, column.name, count],
  });
  if (listed !== null) return listed;
  const start = BigInt(first);
  // Beyond 2^53 the arithmetic of numbers is wrong; below, it is ten times faster than that of bigints.
  if (start + BigInt(count) > BigInt(Number.MAX_SAFE_INTEGER)) {
    return Array.from({ length: count }, (_, index) => String(start + BigInt(index)));
  }
  return Array.from({ length: count }, (_, index) => String(Number(start) + index));
}
