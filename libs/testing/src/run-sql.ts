import { Client, type QueryResultRow } from 'pg';

/** Runs one statement in a session of its own, which is closed again, and gives the rows. */
export async function runSql<Row extends QueryResultRow>(
  url: string,
  statement: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url, application_name: 'cortex-testing' });
  await client.connect();
  try {
    return (await client.query<Row>(statement, parameters)).rows;
  } finally {
    await client.end();
  }
}
