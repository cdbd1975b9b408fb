import type { NamedRow, NamedRows, UndoFacts } from '@cortex/domain';

/** `continue`: an earlier undo of this run did not come to its end. */
export type UndoDecision =
  | { readonly action: 'begin' | 'continue'; readonly facts: UndoFacts }
  | {
      readonly action: 'refuse';
      readonly reason: UndoRefusal;
      readonly message: string;
      readonly names: readonly string[];
    };

export type UndoRefusal =
  'unknown-run' | 'already-undone' | 'no-before-images' | 'later-runs' | 'changed-rows' | 'referring-rows';

/**
 * Whether a run can be taken back such that the database is afterwards as it was before, and nothing that anybody else
 * wrote is lost: newest first, and only as long as nobody changed its rows or refers to them.
 */
export function decideUndo(runId: string, facts: UndoFacts | null): UndoDecision {
  if (facts === null) {
    return refuse(
      'unknown-run',
      `No run has the id "${runId}". "cortex-migrator status" lists the runs of this database.`,
    );
  }
  const { run } = facts;
  if (run.state === 'undone') return refuse('already-undone', `Run ${run.runId} is undone already.`);
  return (
    refuseForHistory(facts) ??
    refuseForRows(facts) ?? { action: run.state === 'undoing' ? 'continue' : 'begin', facts }
  );
}

function refuseForHistory({ run, laterRuns }: UndoFacts): UndoDecision | null {
  if (!run.isUndoable) {
    return refuse(
      'no-before-images',
      `Run ${run.runId} was made by a version that did not keep what undo needs. Restore a backup of before it instead.`,
    );
  }
  if (laterRuns.length === 0) return null;
  const names = laterRuns.map(({ runId, state }) => `${runId} (${state})`);
  return refuse(
    'later-runs',
    `Later runs build on run ${run.runId}: ${names.join(', ')}. Undo them first, in this order.`,
    names,
  );
}

function refuseForRows({ run, changedRows, referringRows }: UndoFacts): UndoDecision | null {
  if (changedRows.total > 0) {
    return refuse(
      'changed-rows',
      `${count(changedRows, 'row')} of run ${run.runId} changed since: ${list(changedRows)}. Undo would lose these changes. Delete the rows if they may go (of updated ones: keep the run), or correct the data in SQL instead.`,
      changedRows.first.map(nameOf),
    );
  }
  if (referringRows.total === 0) return null;
  return refuse(
    'referring-rows',
    `${count(referringRows, 'row')} that others wrote refer to rows of run ${run.runId}: ${list(referringRows)}. Undo would delete them or empty the reference. Delete them or let them refer to something else, then undo again.`,
    referringRows.first.map(nameOf),
  );
}

function refuse(reason: UndoRefusal, message: string, names: readonly string[] = []): UndoDecision {
  return { action: 'refuse', reason, message, names };
}

function count({ total }: NamedRows, thing: string): string {
  return `${total} ${thing}${total === 1 ? '' : 's'}`;
}

function list({ total, first }: NamedRows): string {
  const more = total > first.length ? ` and ${total - first.length} more` : '';
  return `${first.map(nameOf).join(', ')}${more}`;
}

function nameOf({ table, key, refersTo }: NamedRow): string {
  return refersTo === null ? `${table} ${key}` : `${table} ${key} (refers to ${refersTo})`;
}
