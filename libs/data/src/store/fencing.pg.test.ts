import type { MigrationStore, RunLease } from '@cortex/domain';
import { createMigratedDatabase, waitFor, type TestDatabase } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';
import { MIGRATOR_LOCK_KEY, PostgresLease } from './postgres-lease';
import { agentRow, chunkOf, newRun } from './test-support/new-run';

describe('a run whose lock was taken over', () => {
  let database: TestDatabase;
  let zombie: MigrationStore;
  let taker: MigrationStore;
  let lease: RunLease;
  let runId: string;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    zombie = await openMigrationStore({ connectionString: database.url, readOnly: false });
    taker = await openMigrationStore({ connectionString: database.url, readOnly: false });
    lease = await zombie.acquireLease('zombie');
    ({ runId } = await zombie.openRun(lease, newRun()));
  });

  afterEach(async () => {
    await lease.release();
    await zombie.close();
    await taker.close();
    await database.drop();
  });

  /** The lock is gone and its holder has not noticed: what a suspended process looks like. */
  const loseLockUnnoticed = async () => {
    if (!(lease instanceof PostgresLease)) throw new Error('not a lease of this store');
    await lease.session.query(`SELECT pg_advisory_unlock(${MIGRATOR_LOCK_KEY})`);
  };
  const write = (chunkNo: number, work = async () => {}) =>
    zombie.commitChunk(lease, chunkOf(runId, chunkNo), async (writer) => {
      await writer.writeRows('agents', [agentRow(`agent ${chunkNo}`)]);
      await work();
      return {};
    });
  const countAgents = async () =>
    (await database.client.query(`SELECT count(*)::int AS n FROM agents WHERE NOT is_seed`)).rows[0].n;

  it('can neither commit, nor finish, nor open another', async () => {
    await loseLockUnnoticed();
    const next = await taker.acquireLease('taker');
    await expect(write(0)).rejects.toMatchObject({ code: 'FENCED_OUT' });
    const end = { state: 'published' as const, report: null, errorCode: null };
    await expect(zombie.finishRun(lease, runId, end)).rejects.toMatchObject({ code: 'FENCED_OUT' });
    await expect(zombie.openRun(lease, newRun('other'))).rejects.toMatchObject({ code: 'FENCED_OUT' });
    expect(await countAgents()).toBe(0);
    await next.release();
  });

  it('makes the taker wait for its open transaction, and never commits after the takeover', async () => {
    const atWork = new AbortController();
    const mayFinish = new AbortController();
    const writing = write(0, async () => {
      atWork.abort();
      await waitFor(() => mayFinish.signal.aborted);
    });
    await waitFor(() => atWork.signal.aborted);
    await loseLockUnnoticed();
    let next: RunLease | null = null;
    const taking = taker.acquireLease('taker').then((taken) => {
      next = taken;
      return taken;
    });
    await waitFor(async () => {
      const { rowCount } = await database.client.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rowCount === 1;
    });
    expect(next).toBeNull();
    mayFinish.abort();
    await writing;
    const taken = await taking;
    // The zombie's commit came before the takeover: the taker sees it.
    expect([...(await taker.committedChunks(runId)).keys()]).toEqual([0]);
    await expect(write(1)).rejects.toMatchObject({ code: 'FENCED_OUT' });
    expect(await countAgents()).toBe(1);
    await taken.release();
  });

  it('writes nothing more once it has noticed, even before anybody took over', async () => {
    await database.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'cortex-migrator lease'`,
    );
    await waitFor(() => lease.lost.aborted);
    await expect(write(0)).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await countAgents()).toBe(0);
  });

  it('is found out before the commit when the lock is lost during the work', async () => {
    const writing = write(0, async () => {
      await database.client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'cortex-migrator lease'`,
      );
      await waitFor(() => lease.lost.aborted);
    });
    await expect(writing).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await countAgents()).toBe(0);
  });
});
