import type { Phase, RunProgress, WatchedRun } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../pool/query-rows';
import { MIGRATOR_LOCK_KEY } from './postgres-lease';

// Rows of the lock and of the progress (one each, by pk), the run that the lock names, and its chunks (pk). What another
// role's session does is not visible to everybody; that a lock is held is.
const READ_WATCHED = `
  SELECT EXISTS (
           SELECT FROM pg_locks s
           WHERE s.locktype = 'advisory' AND s.granted AND s.objsubid = 1
             AND s.database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND s.classid = (${MIGRATOR_LOCK_KEY}::bigint >> 32)::oid
             AND s.objid = (${MIGRATOR_LOCK_KEY}::bigint & 4294967295)::oid) AS is_held,
         l.holder, l.run_id, r.tree_name, r.state,
         CASE WHEN p.fencing = l.fencing THEN p.phase END AS phase,
         p.documents, p.records, p.bytes, p.documents_total, p.records_total, p.bytes_total,
         extract(epoch FROM p.beat_at - p.phase_started_at) * 1000 AS phase_ms,
         CASE WHEN p.fencing = l.fencing
              THEN extract(epoch FROM clock_timestamp() - p.beat_at) * 1000 END AS beat_age_ms,
         c.chunks, extract(epoch FROM clock_timestamp() - c.committed_at) * 1000 AS checkpoint_age_ms
  FROM migration_lock l
  JOIN migration_progress p ON p.singleton
  LEFT JOIN migration_runs r ON r.run_id = l.run_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS chunks, max(committed_at) AS committed_at
    FROM migration_chunks WHERE run_id = l.run_id) c
  WHERE l.singleton`;

const phases: readonly [Phase, ...Phase[]] = [
  'server',
  ...(['migrations', 'scan', 'plan', 'load', 'gate', 'publish', 'report'] as const),
];
const age = z.coerce.number().nullable();
const amount = countColumn.nullable();

const watchedRow = z.object({
  is_held: z.boolean(),
  holder: z.string().nullable(),
  run_id: z.string().nullable(),
  tree_name: z.string().nullable(),
  state: z.string().nullable(),
  phase: z.enum(phases).nullable().catch(null),
  documents: amount,
  records: amount,
  bytes: amount,
  documents_total: amount,
  records_total: amount,
  bytes_total: amount,
  phase_ms: age,
  beat_age_ms: age,
  chunks: countColumn,
  checkpoint_age_ms: age,
});

/** The run that holds the lock, or held it last; null in a database that no run has touched. */
export async function watchRun(client: ClientBase): Promise<WatchedRun | null> {
  const [row] = await queryRows(client, watchedRow, { text: READ_WATCHED });
  if (row === undefined) return null;
  return {
    isHeld: row.is_held,
    holder: row.holder,
    runId: row.run_id,
    treeName: row.tree_name,
    state: row.state,
    progress: toProgress(row),
    beatAgeMs: row.beat_age_ms,
    chunks: row.chunks,
    checkpointAgeMs: row.checkpoint_age_ms,
  };
}

function toProgress(row: z.infer<typeof watchedRow>): RunProgress | null {
  if (row.phase === null) return null;
  const { documents, records, bytes, documents_total, records_total, bytes_total } = row;
  const isKnown = documents_total !== null && records_total !== null && bytes_total !== null;
  return {
    phase: row.phase,
    phaseMs: row.phase_ms ?? 0,
    done: { documents: documents ?? 0, records: records ?? 0, bytes: bytes ?? 0 },
    expected: isKnown ? { documents: documents_total, records: records_total, bytes: bytes_total } : null,
  };
}
