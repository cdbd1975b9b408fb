import type { MigrationStore, RunLease } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';
import { chunkOf, newRun } from './test-support/new-run';

describe('openRun', () => {
  let database: TestDatabase;
  let store: MigrationStore;
  let lease: RunLease;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    store = await openMigrationStore({ connectionString: database.url, readOnly: false });
    lease = await store.acquireLease('first');
  });

  afterEach(async () => {
    await lease.release();
    await store.close();
    await database.drop();
  });

  /** Another process takes the lock: runs are ordered by its number. */
  const takeOver = async () => {
    await lease.release();
    lease = await store.acquireLease('next');
  };
  const open = async (manifestHash: string) => {
    await takeOver();
    return store.openRun(lease, newRun(manifestHash));
  };
  const commit = (runId: string, chunkNo = 0) =>
    store.commitChunk(lease, chunkOf(runId, chunkNo), async () => ({}));
  const statesOf = async () => new Map((await store.listRuns(10)).map(({ runId, state }) => [runId, state]));

  it('creates a run whose id sorts after those before it', async () => {
    const first = await open('a');
    await store.finishRun(lease, first.runId, { state: 'published', report: null, errorCode: null });
    const second = await open('a');
    expect(second.resumed).toBe(false);
    expect(second.runId > first.runId).toBe(true);
    expect(second.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it.each(['loading', 'gated', 'interrupted', 'failed'])('takes up a run that is %s', async (state) => {
    const first = await open('a');
    await commit(first.runId);
    await database.client.query(
      `UPDATE migration_runs SET state = $1, error_code = 'X', finished_at = now()`,
      [state],
    );
    const second = await open('a');
    expect(second).toEqual({ runId: first.runId, resumed: true, startedAt: first.startedAt });
    expect(await store.listRuns(10)).toMatchObject([{ state: 'loading', finishedAt: null, chunks: 1 }]);
  });

  it.each(['published', 'undone'])('does not take up a run that is %s', async (state) => {
    const first = await open('a');
    await database.client.query(`UPDATE migration_runs SET state = $1`, [state]);
    expect((await open('a')).runId).not.toBe(first.runId);
  });

  it('does not take up a run of another tree or another mapper; it is interrupted then', async () => {
    const first = await open('a');
    const second = await open('b');
    await takeOver();
    const third = await store.openRun(lease, { ...newRun('b'), mapperVersion: '2' });
    expect(new Set([first.runId, second.runId, third.runId]).size).toBe(3);
    expect(await statesOf()).toEqual(
      new Map([
        [third.runId, 'loading'],
        [second.runId, 'interrupted'],
        [first.runId, 'interrupted'],
      ]),
    );
  });

  it('does not take up a run after another one has committed chunks: its own may be superseded', async () => {
    const first = await open('a');
    await commit(first.runId);
    const second = await open('b');
    await commit(second.runId);
    const third = await open('a');
    expect(third.resumed).toBe(false);
  });

  it('takes up a run after another one that committed nothing', async () => {
    const first = await open('a');
    await commit(first.runId);
    await open('b');
    expect(await open('a')).toMatchObject({ runId: first.runId, resumed: true });
  });

  it('remembers which run the lock is held for, until it is released', async () => {
    const { runId } = await open('a');
    const read = async () =>
      (await database.client.query('SELECT run_id, holder FROM migration_lock')).rows[0];
    expect(await read()).toEqual({ run_id: runId, holder: 'next' });
    await lease.release();
    expect(await read()).toEqual({ run_id: null, holder: null });
  });
});
