import type { RunLease } from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';
import { checkFencing, ownLease } from '../fencing';
import { inTransaction } from '../in-transaction';
import type { StoreContext } from '../store-context';

// Index: pk.
const FORGET_IMAGES = `DELETE FROM row_before_images WHERE run_id = $1`;

// Index: pk.
const END_UNDO = `
  UPDATE migration_runs SET state = 'undone', finished_at = clock_timestamp()
  WHERE run_id = $1 AND state = 'undoing'`;

const INSERT_AUDIT = `
  INSERT INTO audit_logs (event_type, agent_id, event_summary, event_details, severity, occurred_at, metadata)
  VALUES ('migration_run', 'system', $1, $2, 'info', clock_timestamp(), $3)`;

/** The run is undone; on the session of the lease, as the end of a run. */
export async function finishUndo(context: StoreContext, lease: RunLease, runId: string): Promise<void> {
  const { session } = ownLease(lease);
  const details = JSON.stringify({ run_id: runId });
  try {
    await inTransaction(session, async () => {
      await checkFencing(session, lease);
      await session.query(FORGET_IMAGES, [runId]);
      const { rowCount } = await session.query(END_UNDO, [runId]);
      if (rowCount !== 1) {
        throw new CortexError('INTERNAL', `Run ${runId} cannot be called undone: no undo of it was begun.`, {
          fields: { runId },
        });
      }
      await session.query(INSERT_AUDIT, [`Migration run ${runId} undone`, details, details]);
      hitFailpoint('undo.end.written');
    });
    context.onEvent('data.run.undone', { runId });
  } catch (error) {
    throw context.toRegistered(error);
  }
}
