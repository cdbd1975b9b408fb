import type { RunLease } from './migration-store';

/**
 * Port: takes back exactly one run, implemented by `@cortex/data`.
 *
 * The first transaction ({@link UndoStore.beginUndo}) decides, and turns everything back that has an earlier state:
 * documents, quarantine, replaced ledger entries, updated rows. What the run added is then deleted chunk by chunk, each
 * chunk a transaction under the fencing number; after a death the next undo goes on with what is left.
 */
export interface UndoStore {
  /** What an undo of this run would do and what is in its way; writes nothing. null: no such run. */
  readUndo(runId: string): Promise<UndoFacts | null>;
  /** One transaction: the facts, then `approve`, which throws to refuse; then nothing is touched. */
  beginUndo(
    lease: RunLease,
    runId: string,
    approve: (facts: UndoFacts | null) => UndoFacts,
  ): Promise<UndoFacts>;
  /**
   * Deletes what the run added; every step that is given out is committed.
   * @throws CortexError UNDO_REFUSED when a service changed, or refers to, what has to go since the undo began.
   */
  undoChunks(lease: RunLease, runId: string, chunkRows: number): AsyncIterable<UndoStep>;
  /** The run is undone, and an audit row says so. */
  finishUndo(lease: RunLease, runId: string): Promise<void>;
}

/** At most this many things are named; `total` counts all. */
export const MAX_NAMED_ROWS = 20;

export interface UndoFacts {
  readonly run: UndoneRun & {
    /** False for runs of before the database kept what undo needs. */
    readonly isUndoable: boolean;
  };
  /** The newest first: they build on this one. */
  readonly laterRuns: readonly UndoneRun[];
  /** Rows that the run wrote and somebody else changed since. */
  readonly changedRows: NamedRows;
  /** Rows of others that refer to rows that would go. */
  readonly referringRows: NamedRows;
  /** By the database's table names. */
  readonly tables: Readonly<Record<string, UndoneRows>>;
  readonly documents: { readonly deleted: number; readonly bytes: number; readonly restored: number };
  readonly records: { readonly deleted: number; readonly restored: number };
  readonly quarantine: { readonly deleted: number; readonly reopened: number };
}

export interface UndoneRun {
  readonly runId: string;
  readonly state: string;
}

export interface UndoneRows {
  readonly deleted: number;
  readonly restored: number;
}

export interface NamedRows {
  readonly total: number;
  readonly first: readonly NamedRow[];
}

export interface NamedRow {
  readonly table: string;
  readonly key: string;
  /** `tasks task-1` where the row is in the way because it refers to that. */
  readonly refersTo: string | null;
}

export interface UndoStep {
  readonly phase: 'ledger' | 'rows' | 'documents';
  /** Of phase `rows`. */
  readonly table: string | null;
  readonly deleted: number;
}
