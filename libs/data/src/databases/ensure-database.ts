import { fromPostgresError, readDatabaseAddress } from '@cortex/platform';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { sqlStateOf } from '../pool/database-trouble';

/** A database of a server, and what its comment says of it. */
export interface NamedDatabase {
  readonly name: string;
  readonly comment: string | null;
}

/** Somebody was faster: duplicate_database, or unique_violation in the catalogue when both were equally fast. */
const IS_THERE = new Set(['42P04', '23505']);

const SELECT_DATABASE = 'SELECT FROM pg_database WHERE datname = $1';

/** Creates the database unless it is there. `adminUrl` leads to another database of the server, as its owner. */
export async function ensureDatabase(adminUrl: string, { name, comment }: NamedDatabase): Promise<void> {
  await withAdminSession(adminUrl, async (client) => {
    const { rowCount } = await client.query(SELECT_DATABASE, [name]);
    if (rowCount !== 0 || !(await createDatabase(client, name)) || comment === null) return;
    await client.query(`COMMENT ON DATABASE ${escapeIdentifier(name)} IS ${escapeLiteral(comment)}`);
  });
}

/** False when another process was faster. template0: the encoding does not depend on the server's. */
async function createDatabase(client: Client, name: string): Promise<boolean> {
  try {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    return true;
  } catch (error) {
    if (!IS_THERE.has(sqlStateOf(error) ?? '')) throw error;
    return false;
  }
}

/** A short session for work on the server as a whole; what the driver throws comes out registered. */
export async function withAdminSession<Result>(
  adminUrl: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: adminUrl, application_name: 'cortex-migrator admin' });
  // An unheard 'error' would end the process; the query under way reports it.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw fromPostgresError(error, 'before', readDatabaseAddress(adminUrl));
  } finally {
    await client.end().catch(() => {});
  }
}
