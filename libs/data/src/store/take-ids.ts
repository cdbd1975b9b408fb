import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../pool/query-rows';

// One statement for all numbers, answered as runs of consecutive ones: nearly always that is one run, two or more when
// another session drew some in between. The sequence is looked up once and not per number, which cost more than the
// number. Numbers of rows that are refused later are gone: sequences have gaps.
const TAKE_IDS = `
  WITH column_of AS MATERIALIZED (
    SELECT pg_get_serial_sequence($1, $2)::regclass AS sequence
  ), taken AS MATERIALIZED (
    SELECT nextval(sequence) AS id, place FROM column_of, generate_series(1, $3) AS place
  )
  SELECT min(id)::text AS first, count(*) AS count FROM taken GROUP BY id - place ORDER BY min(id)`;

const runRow = z.object({ first: z.string(), count: countColumn });

/** `count` ascending numbers from the sequence behind a column. */
export async function takeIds(
  client: ClientBase,
  column: { readonly table: string; readonly name: string },
  count: number,
): Promise<readonly string[]> {
  if (count === 0) return [];
  const values = [column.table, column.name, count];
  const runs = await queryRows(client, runRow, { text: TAKE_IDS, values });
  return runs.flatMap((run) => consecutiveIds(run.first, run.count));
}

function consecutiveIds(first: string, count: number): readonly string[] {
  const start = BigInt(first);
  // Beyond 2^53 the arithmetic of numbers is wrong; below, it is ten times faster than that of bigints.
  if (start + BigInt(count) > BigInt(Number.MAX_SAFE_INTEGER)) {
    return Array.from({ length: count }, (_, index) => String(start + BigInt(index)));
  }
  return Array.from({ length: count }, (_, index) => String(Number(start) + index));
}
