import type { QueryResultRow } from 'pg';
import { withSession } from './with-session';

/** Runs one statement in a session of its own, which is closed again, and gives the rows. */
export async function runSql<Row extends QueryResultRow>(
  url: string,
  statement: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  return withSession(url, async (client) => (await client.query<Row>(statement, parameters)).rows);
}
