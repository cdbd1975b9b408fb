import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMigrations } from '@cortex/data';
import { Client } from 'pg';
import { runSql } from './run-sql';
import { waitFor } from './wait-for';

/** The migrations as they stand in the source tree. */
export const migrationsDirectory = join(__dirname, '../../../prisma/migrations');

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** An open session on it. */
  readonly client: Client;
  /** Ends the session and drops the database; rejects, and so fails the test file, when sessions were left open. */
  readonly drop: () => Promise<void>;
}

/** A closed connection disappears from the server a moment later. */
const CLOSING_MS = 2_000;
const TEMPLATE_LOCK = 0x74706c;

/** An empty database on the server of the test run, or on another one. */
export async function createTestDatabase(serverUrl = testServerUrl()): Promise<TestDatabase> {
  return openDatabase(serverUrl, 'template1');
}

/** The same with the migrations applied: copied from a template that is made once per server and state of the files. */
export async function createMigratedDatabase(serverUrl = testServerUrl()): Promise<TestDatabase> {
  return openDatabase(serverUrl, await ensureTemplate(serverUrl));
}

/** URL of the superuser of the PostgreSQL that the Jest run started; from CORTEX_TEST_PG_URL. */
export function testServerUrl(): string {
  const url = process.env['CORTEX_TEST_PG_URL'];
  if (url === undefined) throw new Error('CORTEX_TEST_PG_URL is not set; run through jest.pg.config.cjs');
  return url;
}

async function openDatabase(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `cortex_test_${randomUUID().replaceAll('-', '')}`;
  await runSql(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = urlOf(serverUrl, name);
  const client = new Client({ connectionString: url });
  await client.connect();
  const drop = async (): Promise<void> => {
    await client.end();
    await dropDatabase(serverUrl, name);
  };
  return { name, url, client, drop };
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const readSessions = (): Promise<LeftSession[]> => runSql<LeftSession>(serverUrl, LEFT_SESSIONS, [name]);
  await waitFor(async () => (await readSessions()).length === 0, { deadlineMs: CLOSING_MS }).catch(
    () => undefined,
  );
  const left = await readSessions();
  await runSql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  if (left.length === 0) return;
  const list = left.map(({ application, state, query }) => `  ${application} (${state}): ${query}`);
  throw new Error(`The test left ${left.length} connection(s) open:\n${list.join('\n')}`);
}

interface LeftSession {
  readonly application: string;
  readonly state: string;
  readonly query: string;
}

const LEFT_SESSIONS = `
  SELECT coalesce(nullif(application_name, ''), 'no application_name') AS application,
         coalesce(state, backend_type) AS state,
         left(query, 120) AS query
    FROM pg_stat_activity
   WHERE datname = $1`;

/** Named after what the migration files say, so that an edited file gives another template. */
async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `cortex_template_${hashMigrations()}`;
  const session = new Client({ connectionString: serverUrl });
  await session.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await createTemplate(serverUrl, name);
    return name;
  } finally {
    await session.end();
  }
}

/** Renamed when it is done: migrations that fail leave no template behind. */
async function createTemplate(serverUrl: string, name: string): Promise<void> {
  const unfinished = `${name}_new`;
  await runSql(serverUrl, `DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await runSql(serverUrl, `CREATE DATABASE ${unfinished}`);
  await applyMigrations({ connectionString: urlOf(serverUrl, unfinished), migrationsDirectory });
  await waitFor(() => runSql(serverUrl, `ALTER DATABASE ${unfinished} RENAME TO ${name}`), {
    what: 'the migration sessions to close',
  });
}

function hashMigrations(): string {
  const hash = createHash('sha256');
  for (const path of readdirSync(migrationsDirectory, { recursive: true, encoding: 'utf8' }).sort())
    if (path.endsWith('.sql')) hash.update(path).update(readFileSync(join(migrationsDirectory, path)));
  return hash.digest('hex').slice(0, 16);
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
