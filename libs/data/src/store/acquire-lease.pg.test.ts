import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { MigrationStore } from '@cortex/domain';
import { createMigratedDatabase, waitFor, type TestDatabase } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';
import { MIGRATOR_LOCK_KEY } from './postgres-lease';

describe('the lease', () => {
  let database: TestDatabase;
  let stores: MigrationStore[];

  beforeEach(async () => {
    database = await createMigratedDatabase();
    stores = [];
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  const open = async () => {
    const store = await openMigrationStore({ connectionString: database.url, readOnly: false });
    stores.push(store);
    return store;
  };
  const terminateLease = () =>
    database.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'cortex-migrator lease'`,
    );

  it('goes to one of fifty that ask at once; the others hear that it is held', async () => {
    const store = await open();
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => store.acquireLease(`holder ${index}`)),
    );
    const won = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    const lost = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost.map(({ code }) => code)).toEqual(Array.from({ length: 49 }, () => 'LOCK_HELD'));
    await won[0]!.release();
  });

  it('says who holds it and for how long', async () => {
    const lease = await (await open()).acquireLease('host-7 pid 42');
    await database.client.query(`UPDATE migration_lock SET acquired_at = acquired_at + interval '1 second'`);
    const attempt = (await open()).acquireLease('second');
    await expect(attempt).rejects.toMatchObject({
      code: 'LOCK_HELD',
      message: expect.stringMatching(/host-7 pid 42, for \d+ s/),
      fields: { holder: 'host-7 pid 42', ageSeconds: expect.any(Number) },
    });
    await lease.release();
  });

  it('does not name the holder before the last when the holder has not yet written its name', async () => {
    await (await (await open()).acquireLease('yesterday')).release();
    await database.client.query(`UPDATE migration_lock SET holder = 'yesterday'`);
    await database.client.query(`SELECT pg_advisory_lock(${MIGRATOR_LOCK_KEY})`);
    await database.client.query(`UPDATE migration_lock SET acquired_at = now() - interval '1 day'`);
    await expect((await open()).acquireLease('me')).rejects.toThrow(/the session with pid \d+/);
    await database.client.query(`SELECT pg_advisory_unlock(${MIGRATOR_LOCK_KEY})`);
  });

  it('can be taken again as soon as it is released, with a higher number', async () => {
    const store = await open();
    const first = await store.acquireLease('first');
    await first.release();
    await first.release();
    const second = await store.acquireLease('second');
    expect(Number(second.fencing)).toBe(Number(first.fencing) + 1);
    expect(first.lost.aborted).toBe(false);
    await second.release();
  });

  it('is lost when its session ends, and says so', async () => {
    const lease = await (await open()).acquireLease('holder');
    expect(lease.lost.aborted).toBe(false);
    await terminateLease();
    await waitFor(() => lease.lost.aborted);
    await lease.release();
    await waitFor(async () => (await (await open()).acquireLease('next')).release().then(() => true));
  });

  it('is free within five seconds after its holder was killed', async () => {
    const holder = spawn(process.execPath, [
      '-e',
      `const { Client } = require(${JSON.stringify(require.resolve('pg'))});
       const client = new Client(process.argv[1]);
       client.connect()
         .then(() => client.query('SELECT pg_advisory_lock(${MIGRATOR_LOCK_KEY})'))
         .then(() => process.stdout.write('held'));`,
      database.url,
    ]);
    await once(holder.stdout, 'data');
    const store = await open();
    await expect(store.acquireLease('too early')).rejects.toMatchObject({ code: 'LOCK_HELD' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lease = await waitFor(() => store.acquireLease('next'), { deadlineMs: 5_000 });
    await lease.release();
  });

  it('is refused to a store that was opened read-only', async () => {
    const store = await openMigrationStore({ connectionString: database.url, readOnly: true });
    await expect(store.acquireLease('reader')).rejects.toMatchObject({ code: 'INTERNAL' });
    await store.close();
  });
});
