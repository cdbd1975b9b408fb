import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { applyMigrations } from '@cortex/data';
import { Client } from 'pg';

/** The migrations as they stand in the source tree. */
export const migrationsDirectory = join(__dirname, '../../../prisma/migrations');

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** An open session on it. */
  readonly client: Client;
  /** Ends the session and drops the database; fails when the test left another session open. */
  readonly drop: () => Promise<void>;
}

/** An empty database on the server of the test run, or on another one. */
export async function createTestDatabase(serverUrl = testServerUrl()): Promise<TestDatabase> {
  const name = `cortex_test_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const drop = async (): Promise<void> => {
    await client.end();
    await runOnServer(serverUrl, `DROP DATABASE ${name}`);
  };
  return { name, url: url.href, client, drop };
}

/** The same with the migrations applied. */
export async function createMigratedDatabase(serverUrl = testServerUrl()): Promise<TestDatabase> {
  const database = await createTestDatabase(serverUrl);
  await applyMigrations({ connectionString: database.url, migrationsDirectory });
  return database;
}

function testServerUrl(): string {
  const url = process.env['CORTEX_TEST_PG_URL'];
  if (url === undefined) throw new Error('CORTEX_TEST_PG_URL is not set; run through jest.pg.config.cjs');
  return url;
}

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
