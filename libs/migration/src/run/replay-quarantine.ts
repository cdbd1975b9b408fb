import type { MigrationStore, RunReport, TreeReader, TreeWriter } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { MigrationDependencies, MigrationRequest } from './migration-request';
import { runMigration } from './run-migration';

export interface ReplayDependencies extends Omit<MigrationDependencies, 'reader'> {
  readonly store: MigrationStore;
  /** A folder of this command's own, empty. */
  readonly writer: TreeWriter;
  /** Reads that folder. */
  readonly reader: TreeReader;
}

/**
 * Runs the tree again as it lies in the raw archive, so that records whose rule was mended since find their rows. The
 * tree itself is not needed: it may be gone. Records that are as bad as before stay in quarantine.
 * @throws CortexError RUN_NOT_FOUND when nothing was ever published; otherwise as `runMigration`.
 */
export async function replayQuarantine(
  deps: ReplayDependencies,
  request: Omit<MigrationRequest, 'treeName'>,
  signal: AbortSignal,
): Promise<RunReport> {
  const { lastRun } = await deps.store.describeTarget();
  if (lastRun === null) {
    throw new CortexError(
      'RUN_NOT_FOUND',
      'This database holds no published run, so there is nothing to replay. Run a tree first.',
    );
  }
  for await (const file of deps.store.storedFiles()) {
    signal.throwIfAborted();
    await deps.writer.writeFile(file);
  }
  return runMigration(deps, { ...request, treeName: lastRun.treeName }, signal);
}
