import type { MigrationStore, UndoFacts, UndoStep, UndoStore } from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';

import { decideUndo } from './decide-undo';

export interface UndoDependencies {
  readonly store: MigrationStore;
  readonly log: (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;
  readonly onStep: (step: UndoStep) => void;
}

export interface UndoRequest {
  readonly runId: string;
  /** Who undoes it: user, host and process, for whoever finds the lock taken. */
  readonly holder: string;
  readonly chunkRows: number;
}

export interface UndoResult {
  readonly facts: UndoFacts;
  /** An earlier undo had begun; the facts are what was left. */
  readonly resumed: boolean;
  /** Transactions that deleted something. */
  readonly chunks: number;
}

/** What an undo would do. @throws CortexError UNDO_REFUSED with a list of what is in the way. */
export async function planUndo(store: UndoStore, runId: string): Promise<UndoFacts> {
  return approve(runId, await store.readUndo(runId));
}

/**
 * Takes back exactly one run. Killed in between, it goes on when it is called again.
 * @throws CortexError UNDO_REFUSED, LOCK_HELD: nothing is touched; RUN_INTERRUPTED between two chunks.
 */
export async function undoRun(
  { store, log, onStep }: UndoDependencies,
  { runId, holder, chunkRows }: UndoRequest,
  signal: AbortSignal,
): Promise<UndoResult> {
  const lease = await store.acquireLease(holder);
  try {
    // A run that died may have left foreign keys off, and those say whose rows hang on the rows that go.
    await store.restoreDefinitions(lease);
    const facts = await store.beginUndo(lease, runId, (found) => approve(runId, found));
    const resumed = facts.run.state === 'undoing';
    log('migrate.undo.begun', { runId, resumed, fencing: lease.fencing });
    hitFailpoint('undo.begin');
    let chunks = 0;
    for await (const step of store.undoChunks(lease, runId, chunkRows)) {
      chunks += 1;
      log('migrate.undo.chunk_committed', { runId, ...step });
      onStep(step);
      if (signal.aborted) throw interrupted(runId);
    }
    await store.finishUndo(lease, runId);
    hitFailpoint('undo.end');
    await store.refreshViews('migrator');
    return { facts, resumed, chunks };
  } finally {
    await lease.release();
  }
}

function approve(runId: string, facts: UndoFacts | null): UndoFacts {
  const decision = decideUndo(runId, facts);
  if (decision.action !== 'refuse') return decision.facts;
  const { reason, message, names } = decision;
  throw new CortexError('UNDO_REFUSED', message, { fields: { runId, reason, names } });
}

function interrupted(runId: string): CortexError {
  return new CortexError(
    'RUN_INTERRUPTED',
    `Interrupted between two chunks; run ${runId} is half undone. Give the same command again to go on from there.`,
    { fields: { runId } },
  );
}
