import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, migrationsDirectory, type TestDatabase, waitFor } from '@cortex/testing';
import { applyMigrations } from './apply-migrations';
import { atomicScript } from './atomic-script';
import { diagnoseMigrations, diagnoseMigrationsWith } from './diagnose-migrations';

const FIRST = '20261101000100_types_and_tables';

describe('applyMigrations', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'cortex-migrations-'));
    await cp(migrationsDirectory, folder, { recursive: true });
  });

  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const target = () => ({ connectionString: database.url, migrationsDirectory: folder });
  const diagnose = () => diagnoseMigrations(target());
  const addMigration = async (name: string, script: string): Promise<void> => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), script);
  };

  it('brings an empty database to the current schema and finds nothing to do the second time', async () => {
    expect(await diagnose()).toMatchObject({ state: 'empty', applied: [] });
    const first = await applyMigrations(target());
    expect(first.applied[0]).toBe(FIRST);
    expect(await diagnose()).toMatchObject({ state: 'current', applied: first.applied, pending: [] });
    expect(await applyMigrations(target())).toEqual({ applied: [] });
  });

  it('applies what is pending and nothing else', async () => {
    const { applied } = await applyMigrations(target());
    await addMigration('20991231235959_more', 'ALTER TABLE tasks ADD COLUMN more integer;');
    expect(await diagnose()).toMatchObject({ state: 'behind', applied, pending: ['20991231235959_more'] });
    expect(await applyMigrations(target())).toEqual({ applied: ['20991231235959_more'] });
  });

  it('runs a script as a whole: semicolons in strings and function bodies do not cut it', async () => {
    await rm(folder, { recursive: true });
    await addMigration(
      '1_cut',
      `CREATE TABLE cut (t text DEFAULT 'a;b'); -- ; in a comment
       DO $$ BEGIN INSERT INTO cut VALUES ('x;y'); INSERT INTO cut VALUES (DEFAULT); END $$;`,
    );
    await applyMigrations(target());
    const { rows } = await database.client.query('SELECT t FROM cut ORDER BY 1');
    expect(rows).toEqual([{ t: 'a;b' }, { t: 'x;y' }]);
  });

  it('takes a migration that fails back as a whole, and goes on when its cause is mended', async () => {
    await applyMigrations(target());
    await addMigration('20991231235959_bad', 'CREATE TABLE half (); INSERT INTO nowhere VALUES (1);');
    await expect(applyMigrations(target())).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/^Migration 20991231235959_bad .*relation "nowhere" does not exist/),
    });
    const { rows } = await database.client.query(`SELECT to_regclass('half') AS half`);
    expect(rows).toEqual([{ half: null }]);
    expect(await diagnose()).toMatchObject({ state: 'behind', unfinished: ['20991231235959_bad'] });
    await addMigration('20991231235959_bad', 'CREATE TABLE half ();');
    expect(await applyMigrations(target())).toEqual({ applied: ['20991231235959_bad'] });
    expect(await diagnose()).toMatchObject({ state: 'current', unfinished: [] });
  });

  it('refuses a database that newer code has migrated', async () => {
    await addMigration('20991231235959_newer', 'SELECT 1;');
    await applyMigrations(target());
    await rm(join(folder, '20991231235959_newer'), { recursive: true });
    expect(await diagnose()).toMatchObject({ state: 'ahead', unknown: ['20991231235959_newer'] });
    await expect(applyMigrations(target())).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      message: expect.stringContaining('Upgrade this program'),
    });
  });

  it('refuses when a migration was edited after it had been applied', async () => {
    await applyMigrations(target());
    await appendFile(join(folder, FIRST, 'migration.sql'), '-- later thought\n');
    expect(await diagnose()).toMatchObject({ state: 'edited', edited: [FIRST] });
    await expect(applyMigrations(target())).rejects.toMatchObject({
      code: 'SCHEMA_EDITED',
      message: expect.stringContaining(FIRST),
    });
  });

  it('refuses a database that holds tables of the same names of another system, and changes nothing', async () => {
    await database.client.query('CREATE TABLE tasks (id serial PRIMARY KEY, name text)');
    expect(await diagnose()).toMatchObject({ state: 'foreign', foreignTables: ['tasks'] });
    await expect(applyMigrations(target())).rejects.toMatchObject({
      code: 'SCHEMA_FOREIGN',
      message: expect.stringMatching(/\(tasks\).*Create an empty database/),
    });
    const { rows } = await database.client.query(`SELECT to_regclass('_prisma_migrations') AS found`);
    expect(rows).toEqual([{ found: null }]);
  });

  it('refuses a database that another Prisma project has migrated', async () => {
    const own = folder;
    folder = join(own, 'other');
    await addMigration('20200101000000_init', 'CREATE TABLE shop ();');
    await applyMigrations(target());
    folder = own;
    await rm(join(own, 'other'), { recursive: true });
    expect((await diagnose()).state).toBe('foreign');
    await expect(applyMigrations(target())).rejects.toMatchObject({ code: 'SCHEMA_FOREIGN' });
  });

  describe('for a user without rights', () => {
    const login = `cortex_test_login_${process.pid}`;
    const urlOf = (user: string): string => {
      const url = new URL(database.url);
      [url.username, url.password] = [user, 'secret'];
      return url.href;
    };
    beforeEach(() => database.client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'secret'`));
    afterEach(() => database.client.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`));

    it('refuses one who may not create tables, says what to grant, and leaves nothing behind', async () => {
      const target = { connectionString: urlOf(login), migrationsDirectory };
      await expect(applyMigrations(target)).rejects.toMatchObject({
        code: 'DATABASE_NO_RIGHTS',
        message: expect.stringContaining(`GRANT CREATE ON SCHEMA public TO "${login}"`),
        fields: { phase: 'before' },
      });
      const { rows } = await database.client.query("SELECT FROM pg_tables WHERE schemaname = 'public'");
      expect(rows).toEqual([]);
    });

    it('refuses one who may create tables but not what a migration needs', async () => {
      await database.client.query(`GRANT CREATE ON SCHEMA public TO ${login}`);
      const target = { connectionString: urlOf(login), migrationsDirectory };
      await expect(applyMigrations(target)).rejects.toMatchObject({
        code: 'DATABASE_NO_RIGHTS',
        message: expect.not.stringContaining('secret'),
        fields: { phase: 'before', sqlState: '42501' },
      });
    });
  });

  it('lets several processes begin at once: one applies, the others find it done', async () => {
    const results = await Promise.all([1, 2, 3].map(() => applyMigrations(target())));
    expect(results.map(({ applied }) => applied.length > 0).sort()).toEqual([false, false, true]);
  });

  it('goes on after a process that was killed in the middle of a migration', async () => {
    const { applied } = await applyMigrations(target());
    await addMigration('20991231235959_cut', 'CREATE TABLE cut ();');
    await database.client.query(`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('k', 'x', '20991231235959_cut', now())`);
    expect(await diagnose()).toMatchObject({ state: 'behind', applied, unfinished: ['20991231235959_cut'] });
    expect(await applyMigrations(target())).toEqual({ applied: ['20991231235959_cut'] });
  });

  it('waits for a script that a killed process has sent, and does not run it a second time', async () => {
    await applyMigrations(target());
    const name = '20991231235959_sent';
    const script = 'CREATE TABLE sent (); SELECT pg_sleep(1);';
    await addMigration(name, script);
    await database.client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('s', $1, $2, now())`,
      [createHash('sha256').update(script).digest('hex'), name],
    );
    // What is left of the process: a backend at work, without the lock that its other session held.
    const sent = database.client.query(atomicScript(script));
    expect(await applyMigrations(target())).toEqual({ applied: [] });
    await sent;
    expect(await diagnose()).toMatchObject({ state: 'current', unfinished: [] });
  });

  it('leaves no connection and no lock behind', async () => {
    await applyMigrations(target());
    const left = async (): Promise<{ sessions: number; locks: number }> => {
      const { rows } = await database.client.query<{ sessions: number; locks: number }>(`
      SELECT (SELECT count(*)::int FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend') AS sessions,
             (SELECT count(*)::int FROM pg_locks
              WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks`);
      return rows[0] ?? { sessions: -1, locks: -1 };
    };
    // A backend whose client has gone needs a moment to go itself.
    await waitFor(async () => (await left()).sessions === 0, {
      deadlineMs: 5_000,
      what: 'the sessions to end',
    });
    expect(await left()).toEqual({ sessions: 0, locks: 0 });
  });

  it.each([
    ['a server that does not answer', (url: URL) => (url.port = '1'), 'DATABASE_UNREACHABLE'],
    ['a wrong password', (url: URL) => (url.password = 'wrong'), 'DATABASE_AUTH_FAILED'],
    ['a database that is not there', (url: URL) => (url.pathname = '/nowhere'), 'DATABASE_MISSING'],
  ])('says what is wrong with %s', async (_, spoil, code) => {
    const url = new URL(database.url);
    spoil(url);
    const wrong = { ...target(), connectionString: url.href };
    await expect(applyMigrations(wrong)).rejects.toMatchObject({ code, fields: { phase: 'before' } });
    await expect(diagnoseMigrations(wrong)).rejects.toMatchObject({ code });
  });

  it('is diagnosed without a write and without a transaction id', async () => {
    for (const prepare of [() => Promise.resolve(), () => applyMigrations(target())]) {
      await prepare();
      await database.client.query('BEGIN READ ONLY');
      await diagnoseMigrationsWith(database.client, folder);
      const { rows } = await database.client.query('SELECT pg_current_xact_id_if_assigned() AS xid');
      await database.client.query('COMMIT');
      expect(rows).toEqual([{ xid: null }]);
    }
  });
});
