import type { ChunkRows, ChunkWriter, MigrationStore, RunLease } from '@cortex/domain';
import { openMigrationStore } from '../open-migration-store';
import { chunkOf, newRun } from './new-run';

/** A store with a lease and a run of its own, for tests of what a chunk writes. */
export interface TestRun {
  readonly store: MigrationStore;
  readonly lease: RunLease;
  readonly runId: string;
  /** One more chunk; gives what the work gave. */
  readonly write: <Result>(
    work: (writer: ChunkWriter) => Promise<Result>,
    rows?: ChunkRows,
  ) => Promise<Result>;
  /** Ends the run as published and opens another one on another tree. */
  readonly next: (manifestHash?: string) => Promise<TestRun>;
  readonly close: () => Promise<void>;
}

export async function openTestRun(connectionString: string, manifestHash = 'manifest'): Promise<TestRun> {
  const store = await openMigrationStore({ connectionString, readOnly: false });
  return runOn(store, await store.acquireLease('test'), manifestHash);
}

async function runOn(store: MigrationStore, lease: RunLease, manifestHash: string): Promise<TestRun> {
  const { runId } = await store.openRun(lease, newRun(manifestHash));
  let chunkNo = 0;
  return {
    store,
    lease,
    runId,
    write: async <Result>(work: (writer: ChunkWriter) => Promise<Result>, rows: ChunkRows = {}) => {
      let result!: Result;
      await store.commitChunk(lease, chunkOf(runId, chunkNo), async (writer) => {
        result = await work(writer);
        return rows;
      });
      chunkNo += 1;
      return result;
    },
    next: async (another = `${manifestHash}+`) => {
      await store.finishRun(lease, runId, { state: 'published', report: null, errorCode: null });
      return runOn(store, lease, another);
    },
    close: async () => {
      await lease.release();
      await store.close();
    },
  };
}
