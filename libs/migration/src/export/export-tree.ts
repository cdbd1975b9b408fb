import type { DatabaseSnapshot, ExportFolder, MigrationStore, ProgressEvent } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import { PhaseClock } from '../run/phase-clock';
import type { ExportSummary } from './export-summary';

export interface ExportDependencies {
  readonly store: MigrationStore;
  readonly folder: ExportFolder;
  readonly progress: (event: ProgressEvent) => void;
  readonly now: () => Date;
}

export interface ExportRequest {
  /** The tree as this run left it, without what the database changed since; null for the tree as it is now. */
  readonly at: string | null;
}

/**
 * Rebuilds the tree out of the database alone. The folder appears when all of it is there.
 * @throws CortexError RUN_NOT_FOUND when nothing was ever published; EXPORT_*.
 */
export async function exportTree(
  deps: ExportDependencies,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const { lastRun } = await deps.store.describeTarget();
  if (lastRun === null) throw nothingPublished();
  const clock = new PhaseClock(deps.progress, deps.now);
  try {
    const files = await deps.store.readSnapshot((snapshot) =>
      clock.run('export', null, () => writeFiles(deps.folder, snapshot, { ...request, signal, clock })),
    );
    await deps.folder.publish();
    return { treeName: lastRun.treeName, at: request.at, ...files };
  } catch (error) {
    throw signal.aborted ? interrupted(error) : error;
  }
}

function interrupted(cause: unknown): CortexError {
  const message = 'Interrupted; nothing was left behind. Run the same command again.';
  return new CortexError('RUN_INTERRUPTED', message, { cause });
}

interface Writing extends ExportRequest {
  readonly signal: AbortSignal;
  readonly clock: PhaseClock;
}

async function writeFiles(
  folder: ExportFolder,
  snapshot: DatabaseSnapshot,
  { at, signal, clock }: Writing,
): Promise<Pick<ExportSummary, 'documents' | 'bytes'>> {
  let documents = 0;
  let bytes = 0;
  for await (const file of snapshot.storedFiles(at)) {
    signal.throwIfAborted();
    await folder.writer.writeFile(file);
    documents += 1;
    bytes += file.size;
    clock.reached('export', { documents, bytes, records: 0 });
  }
  return { documents, bytes };
}

function nothingPublished(): CortexError {
  return new CortexError(
    'RUN_NOT_FOUND',
    'This database holds no published run, so there is nothing to export. Run a tree first.',
  );
}
