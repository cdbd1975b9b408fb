import type { NewRun, OpenedRun, RunLease } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne, queryRows } from '../pool/query-rows';
import { checkFencing, ownLease } from './fencing';
import { inTransaction } from './in-transaction';
import { isoTime } from './iso-time';
import { sortableId } from './sortable-id';
import type { StoreContext } from './store-context';

// A run of the same tree and mapper that did not come to its end, unless another run has committed chunks since: those
// may have superseded what it counts as done. Fencing numbers order the runs, whatever the clocks say.
const RESUME = `
  UPDATE migration_runs SET state = 'loading', fencing = $3, holder = $4, plan_hash = $5, target = $6,
                            documents = $7, bytes = $8, finished_at = NULL, error_code = NULL
  WHERE run_id = (
    SELECT r.run_id FROM migration_runs r
    WHERE r.manifest_hash = $1 AND r.mapper_version = $2
      AND r.state IN ('loading', 'gated', 'interrupted', 'failed')
      AND NOT EXISTS (SELECT FROM migration_runs n JOIN migration_chunks c ON c.run_id = n.run_id
                      WHERE n.fencing > r.fencing AND n.state <> 'undone')
    ORDER BY r.fencing DESC LIMIT 1)
  RETURNING run_id, ${isoTime('started_at')} AS started_at`;

// Half of a run is gone: nothing may build on the other half. Index: idx_migration_runs_state.
const SELECT_UNDOING = `SELECT run_id FROM migration_runs WHERE state = 'undoing' LIMIT 1`;

const INTERRUPT_OTHERS = `
  UPDATE migration_runs SET state = 'interrupted', finished_at = coalesce(finished_at, clock_timestamp())
  WHERE state IN ('loading', 'gated') AND run_id <> $1`;

const INSERT_RUN = `
  INSERT INTO migration_runs (run_id, tree_name, manifest_hash, plan_hash, mapper_version, target, state, fencing,
                              holder, started_at, documents, bytes)
  VALUES ($1, $2, $3, $4, $5, $6, 'loading', $7, $8, clock_timestamp(), $9, $10)
  RETURNING run_id, ${isoTime('started_at')} AS started_at`;

const NOTE_RUN = `UPDATE migration_lock SET run_id = $1 WHERE singleton`;

// Of the server: runs of several machines have one clock.
const READ_CLOCK = `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS unix_ms`;

const runRow = z.object({ run_id: z.string(), started_at: z.string() });
const undoingRow = z.object({ run_id: z.string() });
const clockRow = z.object({ unix_ms: z.coerce.number() });

/** Creates the run, or takes up an unfinished one of the same manifest and mapper. */
export async function openRun(context: StoreContext, lease: RunLease, run: NewRun): Promise<OpenedRun> {
  const { session } = ownLease(lease);
  try {
    return await inTransaction(session, async () => {
      await checkFencing(session, lease);
      await refuseHalfUndone(session);
      const resumed = await resume(session, lease, run);
      const row = resumed ?? (await insert(session, lease, run));
      await session.query(INTERRUPT_OTHERS, [row.run_id]);
      await session.query(NOTE_RUN, [row.run_id]);
      return { runId: row.run_id, resumed: resumed !== undefined, startedAt: row.started_at };
    });
  } catch (error) {
    throw context.toRegistered(error);
  }
}

async function refuseHalfUndone(session: ClientBase): Promise<void> {
  const [half] = await queryRows(session, undoingRow, { text: SELECT_UNDOING });
  if (half === undefined) return;
  throw new CortexError(
    'UNDO_UNFINISHED',
    `The undo of run ${half.run_id} did not come to its end. Finish it first: cortex-migrator undo ${half.run_id}.`,
    { fields: { runId: half.run_id } },
  );
}

async function resume(
  session: ClientBase,
  lease: RunLease,
  run: NewRun,
): Promise<z.infer<typeof runRow> | undefined> {
  const { manifestHash, mapperVersion, planHash, target, documents, bytes } = run;
  const rows = await queryRows(session, runRow, {
    text: RESUME,
    values: [manifestHash, mapperVersion, lease.fencing, lease.holder, planHash, target, documents, bytes],
  });
  return rows[0];
}

async function insert(session: ClientBase, lease: RunLease, run: NewRun): Promise<z.infer<typeof runRow>> {
  const { unix_ms } = await queryOne(session, clockRow, { text: READ_CLOCK });
  const { treeName, manifestHash, planHash, mapperVersion, target, documents, bytes } = run;
  const identity = [sortableId(unix_ms), treeName, manifestHash, planHash, mapperVersion, target];
  return queryOne(session, runRow, {
    text: INSERT_RUN,
    values: [...identity, lease.fencing, lease.holder, documents, bytes],
  });
}
