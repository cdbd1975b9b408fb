import type { MigrationStore, OpenedRun, RunLease } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';

import { createLiveSink } from '../load/chunk-sink';
import type { ScannedTree } from '../scan/scanned-tree';
import type { LoadResult } from './load-tree';
import { loadTree } from './load-tree';
import type { MigrationDependencies, MigrationPlan, MigrationRequest } from './migration-request';
import type { PhaseClock } from './phase-clock';

export interface LeasedRun {
  readonly deps: MigrationDependencies;
  readonly store: MigrationStore;
  readonly lease: RunLease;
  readonly request: MigrationRequest & { readonly plan?: MigrationPlan };
  readonly clock: PhaseClock;
  readonly tree: ScannedTree;
  /** Nothing was ever published: nobody reads what is loaded before it is published. */
  readonly isFirst: boolean;
  readonly signal: AbortSignal;
}

/** Taking indexes off and building them costs some tenths of a second, whatever the number of rows. */
const WORTH_DEFERRING_RECORDS = 10_000;

/** Writes the tree, chunk by chunk; the first load of many records does so without secondary indexes. */
export async function loadLive(
  { deps, store, lease, request, clock, tree, isFirst, signal }: LeasedRun,
  { runId, resumed }: OpenedRun,
): Promise<LoadResult> {
  if (isFirst && tree.records >= WORTH_DEFERRING_RECORDS) await store.deferDefinitions(lease, runId);
  const committed = resumed ? await store.committedChunks(runId) : new Map<number, string>();
  const sink = createLiveSink({
    store,
    lease,
    runId,
    committedChunks: nextNumber(committed.keys()),
    signal,
    onCommit: ({ chunkNo, phase, records }) =>
      deps.log('migrate.load.chunk_committed', { runId, chunkNo, phase, records }),
  });
  const { chunkRecords: chunkRows, mended } = request;
  return loadTree({ tree, store, sink, chunkRows, mended, clock, phase: 'load' });
}

/** What the load did without is back before anything is counted; also what a run that died left off. */
export async function restoreDefinitions({ store, lease, clock }: LeasedRun): Promise<void> {
  hitFailpoint('restore.begin');
  await clock.run('indexes', null, () => store.restoreDefinitions(lease));
  hitFailpoint('restore.end');
}

function nextNumber(numbers: Iterable<number>): number {
  let next = 0;
  for (const number of numbers) next = Math.max(next, number + 1);
  return next;
}
