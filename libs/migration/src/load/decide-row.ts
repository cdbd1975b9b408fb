import type { RowState } from '@cortex/domain';

/** What happens to one row. `kept`: a stub is wanted and something is there already. */
export type RowDecision =
  | { readonly action: 'insert' }
  | { readonly action: 'update'; readonly expectedVersion: string | null }
  | { readonly action: 'none'; readonly outcome: 'inserted' | 'updated' | 'unchanged' | 'kept' }
  | { readonly action: 'conflict' };

export interface WantedRow {
  readonly image: string;
  readonly isStub: boolean;
}

/**
 * The three-way rule of reruns (migration.md, Protocol 5): what the tree says now, what it said when the row was
 * imported, and what the database says.
 *
 * - tree as imported → the row stays, whatever SQL did to it, deletion included
 * - tree changed, row as imported → update
 * - both changed → the row stays, the record goes to quarantine as `conflict`
 *
 * Whether SQL touched a row is told by its version, which a trigger raises on every update. Stubs and seeds are
 * placeholders: the first record that describes them may fill them.
 */
export function decideRow(wanted: WantedRow, state: RowState | undefined, runId: string | null): RowDecision {
  if (state === undefined) return { action: 'insert' };
  const { exists, version, imported } = state;
  if (wanted.isStub) return decideStub(state, runId);
  if (imported === null) return decideUnknownRow(state);
  if (imported.image === wanted.image) return { action: 'none', outcome: outcomeOf(imported, runId) };
  if (!exists) return { action: 'conflict' };
  return version === imported.version
    ? { action: 'update', expectedVersion: version }
    : { action: 'conflict' };
}

function decideStub(state: RowState, runId: string | null): RowDecision {
  if (!state.exists) return { action: 'insert' };
  if (state.imported === null) return { action: 'none', outcome: 'kept' };
  return { action: 'none', outcome: outcomeOf(state.imported, runId) };
}

/** A row that no run of the migrator wrote. */
function decideUnknownRow({ exists, version, isPlaceholder }: RowState): RowDecision {
  if (!exists) return { action: 'insert' };
  return isPlaceholder ? { action: 'update', expectedVersion: version } : { action: 'conflict' };
}

/** A resumed run meets its own rows: they count as what it did to them. */
function outcomeOf(
  imported: NonNullable<RowState['imported']>,
  runId: string | null,
): 'inserted' | 'updated' | 'unchanged' {
  if (runId === null || imported.runId !== runId) return 'unchanged';
  return imported.operation === 'insert' ? 'inserted' : 'updated';
}
