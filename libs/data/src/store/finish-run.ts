import type { RunEnd, RunLease } from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { countWritten, type WrittenCounts } from './count-tables';
import { checkFencing, ownLease } from './fencing';
import { inTransaction } from './in-transaction';
import { printableJson } from './printable-text';
import type { StoreContext } from './store-context';

// A published run stays published: an error after the publication cannot take it back. Index: pk.
const END_RUN = `
  UPDATE migration_runs
  SET state = $2, finished_at = clock_timestamp(), report = coalesce($3::jsonb, report), error_code = $4,
      published_at = CASE WHEN $2 = 'published' THEN clock_timestamp() END
  WHERE run_id = $1 AND state <> 'published'`;

// The row triggers were off while the run loaded: this is its trace in the audit.
const INSERT_AUDIT = `
  INSERT INTO audit_logs (event_type, agent_id, event_summary, event_details, severity, occurred_at, metadata)
  VALUES ('migration_run', 'system', $1, $2, 'info', clock_timestamp(), $3)`;

/**
 * The end of a run, in one short transaction with a synchronous commit, on the session that holds the lock: that the
 * session is still there proves that the server has not crashed since the run began, so no chunk whose commit was
 * asynchronous is lost; and the commit carries all of them to disk before it.
 */
export async function finishRun(
  context: StoreContext,
  lease: RunLease,
  { runId, end }: { readonly runId: string; readonly end: RunEnd },
): Promise<void> {
  const { session } = ownLease(lease);
  try {
    await inTransaction(session, async () => {
      await checkFencing(session, lease);
      await endRun(session, runId, end);
      if (end.state === 'published') await auditRun(session, runId);
      hitFailpoint('publish.written');
    });
    context.onEvent('data.run.ended', { runId, state: end.state });
  } catch (error) {
    throw context.toRegistered(error);
  }
}

async function endRun(session: ClientBase, runId: string, end: RunEnd): Promise<void> {
  const report = end.report === null || end.report === undefined ? null : printableJson(end.report);
  const { rowCount } = await session.query(END_RUN, [runId, end.state, report, end.errorCode]);
  if (rowCount === 1) return;
  throw new CortexError('INTERNAL', `Run ${runId} cannot end as ${end.state}: it is unknown or published.`, {
    fields: { runId, state: end.state },
  });
}

async function auditRun(session: ClientBase, runId: string): Promise<void> {
  const written = await countWritten(session, runId);
  const { inserted, updated } = sumOf(written);
  if (inserted + updated === 0) return;
  await session.query(INSERT_AUDIT, [
    `Migration run ${runId} published: ${inserted} rows inserted, ${updated} updated`,
    JSON.stringify({ run_id: runId, tables: Object.fromEntries(written) }),
    JSON.stringify({ run_id: runId }),
  ]);
}

function sumOf(written: WrittenCounts): { readonly inserted: number; readonly updated: number } {
  const counts = [...written.values()];
  return {
    inserted: counts.reduce((sum, { inserted }) => sum + inserted, 0),
    updated: counts.reduce((sum, { updated }) => sum + updated, 0),
  };
}
