import type { MigrationStore, RunReport, TableName } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';

import type { ChunkSink } from '../load/chunk-sink';
import type { LoadContext, TableTally } from '../load/load-context';
import { RowOutcomes } from '../load/load-context';
import { loadDocuments } from '../load/load-documents';
import type { RecordTally } from '../load/load-records';
import { loadRecords } from '../load/load-records';
import { loadSharedRows } from '../load/load-shared-rows';
import { resolveTree } from '../resolve/resolve-tree';
import type { ScannedTree } from '../scan/scanned-tree';
import type { MendedRecord } from './mended-record';
import type { PhaseClock } from './phase-clock';

/** The agent and the user that the migrations bring with them. */
const SEED_ID = 'system';

/** What a load did, or would do. */
export interface LoadResult {
  readonly records: RecordTally;
  readonly tables: ReadonlyMap<TableName, TableTally>;
  /** Rows made for a reference only, less those that turned out to be real. */
  readonly stubs: ReadonlyMap<TableName, number>;
  /** Rows of the migrations that the tree has a record of. */
  readonly claimedSeeds: ReadonlyMap<TableName, number>;
  readonly vanished: readonly string[];
  readonly quarantine: RunReport['quarantine'];
  /** Rows of shared tables that PostgreSQL would not take. */
  readonly refused: ReadonlyMap<TableName, number>;
}

export interface LoadParts {
  readonly tree: ScannedTree;
  readonly store: MigrationStore | null;
  readonly sink: ChunkSink;
  readonly chunkRows: number;
  readonly mended: MendedRecord | undefined;
  readonly clock: PhaseClock;
  readonly phase: 'plan' | 'load';
}

/** Second pass: the same way for a dry run and for a run, so that what is predicted is what is done. */
export async function loadTree({
  tree,
  store,
  sink,
  chunkRows,
  mended,
  clock,
  phase,
}: LoadParts): Promise<LoadResult> {
  const { documents, bytes } = tree.summary;
  return clock.run(phase, { documents, bytes, records: tree.records }, async () => {
    const context: LoadContext = {
      tree,
      resolution: resolveTree(tree),
      sink,
      store,
      outcomes: new RowOutcomes(),
      tables: new Map(),
      chunkRows,
      mended,
      onProgress: (done) => clock.advanced(phase, done),
    };
    hitFailpoint('load.resolved');
    const { targets, vanished } = await loadDocuments(context);
    await loadSharedRows(context);
    const { tally, quarantine } = await loadRecords(context, targets);
    return {
      records: tally,
      quarantine,
      vanished,
      tables: context.tables,
      ...countPlaceholders(context),
      refused: context.outcomes.countRefused(),
    };
  });
}

function countPlaceholders({
  resolution,
  outcomes,
}: LoadContext): Pick<LoadResult, 'stubs' | 'claimedSeeds'> {
  const stubs = new Map<TableName, number>();
  const claimedSeeds = new Map<TableName, number>();
  for (const [table, groups] of resolution.groups) {
    const made = groups.filter(
      ({ key, stubFor }) => stubFor !== null && outcomes.get(table, key) === 'inserted',
    ).length;
    const claimed = outcomes.claimedKeys(table);
    const seeds = claimed.filter((key) => key === SEED_ID).length;
    if (made !== claimed.length - seeds) stubs.set(table, made - claimed.length + seeds);
    if (seeds > 0) claimedSeeds.set(table, seeds);
  }
  return { stubs, claimedSeeds };
}
