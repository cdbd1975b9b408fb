import { createTestDatabase, type TestDatabase, waitFor } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';

describe('openMigrationStore', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await database.drop();
  });

  const urlWith = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };
  const open = (connectionString: string) => openMigrationStore({ connectionString, readOnly: true });

  it.each([
    ['DATABASE_AUTH_FAILED', (url: URL) => (url.password = 'wrong')],
    ['DATABASE_MISSING', (url: URL) => (url.pathname = '/no_such_database')],
    ['DATABASE_UNREACHABLE', (url: URL) => (url.port = '1')],
  ])('fails with %s before anything began, and leaves no connection', async (code, change) => {
    await expect(open(urlWith(change))).rejects.toMatchObject({ code, fields: { phase: 'before' } });
  });

  it('refuses what is no URL without repeating it', async () => {
    await expect(open('host=db password=secret')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.not.stringContaining('secret'),
    });
  });

  it('keeps its settings when the URL has options of its own', async () => {
    const url = urlWith(({ searchParams }) => searchParams.set('options', '-c work_mem=8MB'));
    const store = await openMigrationStore({ connectionString: url, readOnly: false, lockTimeoutMs: 200 });
    await database.client.query(`
      CREATE TABLE migration_lock (singleton boolean PRIMARY KEY, fencing bigint, holder text,
                                   acquired_at timestamptz, run_id text);
      INSERT INTO migration_lock VALUES (true, 0)`);
    await database.client.query('BEGIN; UPDATE migration_lock SET fencing = 1');
    await expect(store.acquireLease('x')).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    await database.client.query('ROLLBACK');
    await store.close();
  });

  it('says that the migrations are missing when a lease is asked for without them', async () => {
    const store = await openMigrationStore({ connectionString: database.url, readOnly: false });
    await expect(store.acquireLease('x')).rejects.toMatchObject({ code: 'SCHEMA_BEHIND' });
    await store.close();
  });

  it('goes on over a new session after an idle one was ended', async () => {
    const events: string[] = [];
    const store = await openMigrationStore({
      connectionString: database.url,
      readOnly: true,
      onEvent: (event) => events.push(event),
    });
    await database.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'cortex-migrator'`,
    );
    await waitFor(() => events.includes('data.session.lost'));
    expect(await store.describeTarget()).toMatchObject({ schema: 'empty' });
    await store.close();
    await store.close();
  });

  it('lets as many wait for a session as there are, longer than a connection may take', async () => {
    const store = await openMigrationStore({
      connectionString: database.url,
      readOnly: true,
      maxSessions: 1,
      connectTimeoutMs: 300,
    });
    const asked = Array.from({ length: 200 }, () => store.describeTarget());
    expect(await Promise.all(asked)).toHaveLength(200);
    await store.close();
  });
});
