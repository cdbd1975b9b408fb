import type { MigrationStore, RunProgress } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';

const progress = (records: number): RunProgress => ({
  phase: 'scan',
  phaseMs: 1_500,
  done: { documents: 3, records, bytes: 700 },
  expected: null,
});

describe('a run that is watched', () => {
  let database: TestDatabase;
  let store: MigrationStore;
  let watcher: MigrationStore;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    store = await openMigrationStore({ connectionString: database.url, readOnly: false });
    watcher = await openMigrationStore({ connectionString: database.url, readOnly: true });
  });

  afterEach(async () => {
    await store.close();
    await watcher.close();
    await database.drop();
  });

  it('is seen before it has a row: who holds the lock, and how far it is', async () => {
    const lease = await store.acquireLease('somebody@somewhere');
    expect(await watcher.watchRun()).toMatchObject({ isHeld: true, runId: null, progress: null });
    await store.reportProgress(lease, progress(20));
    const seen = await watcher.watchRun();
    expect(seen).toMatchObject({
      isHeld: true,
      holder: 'somebody@somewhere',
      runId: null,
      chunks: 0,
      progress: { phase: 'scan', done: { documents: 3, records: 20, bytes: 700 }, expected: null },
    });
    expect(seen?.progress?.phaseMs).toBeCloseTo(1_500, -2);
    expect(seen?.beatAgeMs).toBeLessThan(5_000);
    await lease.release();
    expect(await watcher.watchRun()).toMatchObject({ isHeld: false, holder: null });
  });

  it('does not speak for its successor after it was cut off', async () => {
    const first = await store.acquireLease('first');
    await first.release();
    const second = await store.acquireLease('second');
    await store.reportProgress(second, progress(7));
    await store.reportProgress(first, progress(1));
    expect((await watcher.watchRun())?.progress?.done.records).toBe(7);
    await second.release();
  });

  it('does not show what the run before said of itself', async () => {
    const first = await store.acquireLease('first');
    await store.reportProgress(first, progress(1));
    await first.release();
    const second = await store.acquireLease('second');
    expect((await watcher.watchRun())?.progress).toBeNull();
    await second.release();
  });

  it('updates its row in place, without a word to any index', async () => {
    const lease = await store.acquireLease('somebody');
    for (let beat = 0; beat < 20; beat += 1) await store.reportProgress(lease, progress(beat));
    await lease.release();
    const { rows } = await database.client.query(
      `SELECT pg_relation_size('migration_progress') AS bytes FROM migration_progress`,
    );
    expect(rows).toEqual([{ bytes: '8192' }]);
  });
});
