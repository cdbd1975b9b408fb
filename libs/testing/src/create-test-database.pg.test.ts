import { Client } from 'pg';
import { createMigratedDatabase, createTestDatabase, testServerUrl } from './create-test-database';
import { runSql } from './run-sql';

const countDatabases = async (name: string) =>
  (await runSql(testServerUrl(), 'SELECT 1 FROM pg_database WHERE datname = $1', [name])).length;

describe('a test database', () => {
  it('is empty, its own, and gone after the test', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await first.client.query('CREATE TABLE t (n int)');
    await expect(second.client.query('SELECT * FROM t')).rejects.toThrow('does not exist');
    await Promise.all([first.drop(), second.drop()]);
    expect(await countDatabases(first.name)).toBe(0);
  });

  it('fails the test that leaves a connection open, naming it, and is dropped all the same', async () => {
    const database = await createTestDatabase();
    const left = new Client({ connectionString: database.url, application_name: 'forgotten' });
    left.on('error', () => {});
    await left.connect();
    await expect(database.drop()).rejects.toThrow('forgotten (idle)');
    expect(await countDatabases(database.name)).toBe(0);
    await left.end().catch(() => {});
  });

  it('has the migrations applied when asked for, also by several at once', async () => {
    const databases = await Promise.all([
      createMigratedDatabase(),
      createMigratedDatabase(),
      createMigratedDatabase(),
    ]);
    for (const { client } of databases) {
      const { rows } = await client.query('SELECT count(*)::int AS n FROM _prisma_migrations');
      expect(rows[0].n).toBeGreaterThan(0);
    }
    await Promise.all(databases.map(({ drop }) => drop()));
  });
});
