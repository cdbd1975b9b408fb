import type { MigrationStore, RunReport, TableName } from '@cortex/domain';

import type { ChunkSink } from '../load/chunk-sink';
import type { LoadContext, TableTally } from '../load/load-context';
import { RowOutcomes } from '../load/load-context';
import { loadDocuments } from '../load/load-documents';
import type { RecordTally } from '../load/load-records';
import { loadRecords } from '../load/load-records';
import { loadSharedRows } from '../load/load-shared-rows';
import { resolveTree } from '../resolve/resolve-tree';
import type { ScannedTree } from '../scan/scanned-tree';
import type { PhaseClock } from './phase-clock';

/** What a load did, or would do. */
export interface LoadResult {
  readonly records: RecordTally;
  readonly tables: ReadonlyMap<TableName, TableTally>;
  readonly stubs: ReadonlyMap<TableName, number>;
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
  readonly clock: PhaseClock;
  readonly phase: 'plan' | 'load';
}

/** Second pass: the same way for a dry run and for a run, so that what is predicted is what is done. */
export async function loadTree({
  tree,
  store,
  sink,
  chunkRows,
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
      onProgress: (done) => clock.advanced(phase, done),
    };
    const { targets, vanished } = await loadDocuments(context);
    await loadSharedRows(context);
    const { tally, quarantine } = await loadRecords(context, targets);
    return {
      records: tally,
      quarantine,
      vanished,
      tables: context.tables,
      stubs: countStubs(context),
      refused: context.outcomes.countRefused(),
    };
  });
}

function countStubs({ resolution, outcomes }: LoadContext): ReadonlyMap<TableName, number> {
  const counts = new Map<TableName, number>();
  for (const [table, groups] of resolution.groups) {
    const made = groups.filter(
      ({ key, stubFor }) => stubFor !== null && outcomes.get(table, key) === 'inserted',
    );
    if (made.length > 0) counts.set(table, made.length);
  }
  return counts;
}
