import type { RowDraft, SqlValue, TableName } from './table-specs';

/**
 * What one record says about one row. A record's first fact is its primary one: what becomes of that row decides the
 * record's disposition. No fact: archived only.
 */
export type Fact =
  | TaskFact
  | TaskOverlayFact
  | AgentFact
  | AssetFact
  | UserFact
  | PolicyFact
  | KeyedFact
  | AppendFact
  | AliasFact
  | PatchFact;

/** Where a version of a task stands; at equal times the earlier one in this list wins (source-data.md §3). */
export const taskOrigins = [
  'live-queue',
  'archive',
  'dated-backup',
  'task-file',
  'handoff',
  'embedded',
] as const;
export type TaskOrigin = (typeof taskOrigins)[number];

/** One version of a task. Versions of one (id, created_at) compete; the newest becomes the row, the rest versions. */
export interface TaskFact {
  readonly type: 'task';
  readonly taskId: string;
  /** ISO 8601 UTC as *given* by the source, not derived; with the id it is the task's identity. */
  readonly createdAt: string | null;
  readonly title: string | null;
  readonly origin: TaskOrigin;
  /** Newest of updated_at, completed_at, assigned_at, timestamp in the file name; null when none is known. */
  readonly updatedAt: string | null;
  readonly row: RowDraft<'tasks'>;
}

/** `tasks/<id>-cancelled.json`: a status over whatever version wins. */
export interface TaskOverlayFact {
  readonly type: 'task-overlay';
  readonly taskId: string;
  readonly updatedAt: string | null;
  readonly row: RowDraft<'tasks'>;
}

/** What a record says of an agent, asset, user or policy; facts on one id are laid over each other by precedence. */
interface FacetFact<Type extends string, T extends TableName> {
  readonly type: Type;
  readonly id: string;
  /** Higher wins per column; at equal precedence the newer `updatedAt`, then the earlier document. */
  readonly precedence: number;
  readonly updatedAt: string | null;
  readonly row: RowDraft<T>;
}
export type AgentFact = FacetFact<'agent', 'agents'>;
export type AssetFact = FacetFact<'asset', 'assets'>;
export type UserFact = FacetFact<'user', 'users'>;
export type PolicyFact = FacetFact<'policy', 'governancePolicies'>;

/** A row of a table with a natural key of its own, complete in itself. The first such record makes the row. */
export type KeyedFact = {
  [T in KeyedTable]: { readonly type: 'keyed'; readonly table: T; readonly row: RowDraft<T> };
}[KeyedTable];
export type KeyedTable = 'taskLineage' | 'taskHandoffs' | 'agentRuns' | 'assetLineage' | 'policyViolations';

/** One row per physical record. */
export type AppendFact = {
  [T in AppendTable]: { readonly type: 'append'; readonly table: T; readonly row: RowDraft<T> };
}[AppendTable];
export type AppendTable = 'auditLogs' | 'tokenBudgetHistory';

/** Another name of an agent or a task. */
export interface AliasFact {
  readonly type: 'alias';
  readonly of: 'agents' | 'tasks';
  readonly alias: string;
  readonly id: string;
  readonly rule: string;
}

/** The last word on a row: what no member of the source's own says. Written by `export`, in the member `$cortex`. */
export interface PatchFact {
  readonly type: 'patch';
  readonly table: PatchedTable;
  /** `rowKeyOf` as the row is called in the end: after aliases and `id#2`. */
  readonly key: string;
  /** Columns to be as they are here, NULL included. */
  readonly row: Readonly<Record<string, SqlValue>>;
  /** There is no such row, whatever records say of it. */
  readonly deleted: boolean;
}
export type PatchedTable = Exclude<TableName, AppendTable | 'taskVersions' | 'agentAliases' | 'taskAliases'>;

/** A decision worth counting; the report groups by `code` and `subject`. Never holds record contents. */
export interface Note {
  readonly code: NoteCode;
  /** What it is about, a bounded word: `task.status: pending_review → pending`, `tasks.createdAt: epoch-in-id`. */
  readonly subject: string;
}

export type NoteCode =
  | 'word-mapped'
  | 'word-unknown'
  | 'value-derived'
  | 'time-unparseable'
  | 'time-suspect'
  | 'order-suspect'
  | 'number-out-of-range'
  | 'identity'
  | 'alias'
  | 'reference-stubbed'
  | 'reference-ignored'
  | 'duplicate-key'
  | 'secret-redacted'
  | 'unexpected-shape'
  | 'status-conflict';

export type QuarantineReason =
  | 'undecodable'
  | 'too-deep'
  | 'too-large'
  | 'archive-unsafe'
  | 'archive-damaged'
  | 'archive-bomb'
  | 'nul-character'
  | 'lone-surrogate'
  | 'number-too-large'
  | 'id-too-long'
  | 'id-missing'
  | 'database-limit'
  | 'conflict';

/** What the normaliser makes of a record. */
export type Mapping =
  | { readonly outcome: 'mapped'; readonly facts: readonly Fact[]; readonly notes: readonly Note[] }
  | {
      readonly outcome: 'quarantined';
      readonly reason: QuarantineReason;
      readonly detail: string;
      readonly notes: readonly Note[];
    };
