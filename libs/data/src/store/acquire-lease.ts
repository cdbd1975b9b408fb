import { CortexError, hitFailpoint } from '@cortex/platform';
import type { Client } from 'pg';
import { z } from 'zod';
import { isMissingTable } from '../pool/database-trouble';
import { queryOne } from '../pool/query-rows';
import { MIGRATOR_LOCK_KEY, PostgresLease } from './postgres-lease';
import type { StoreContext } from './store-context';

const TRY_LOCK = `SELECT pg_try_advisory_lock(${MIGRATOR_LOCK_KEY}) AS taken`;

// Waits for open transactions of a predecessor that is still alive (they hold the row FOR SHARE); afterwards their
// sessions are fenced out. Synchronous commit: a number that was given out is never given out again.
const TAKE_NUMBER = `
  UPDATE migration_lock SET fencing = fencing + 1, holder = $1, acquired_at = clock_timestamp(), run_id = NULL
  WHERE singleton
  RETURNING fencing::text`;

// The row's words are the holder's only if they are younger than its session: it may not have written them yet. The
// key of a bigint advisory lock is split over classid and objid.
const DESCRIBE_HOLDER = `
  SELECT CASE WHEN l.acquired_at >= coalesce(a.backend_start, l.acquired_at) THEN l.holder END AS holder,
         s.pid,
         extract(epoch FROM clock_timestamp() - greatest(a.backend_start, l.acquired_at))::integer AS age_seconds
  FROM migration_lock l
  LEFT JOIN pg_locks s
    ON s.locktype = 'advisory' AND s.granted AND s.objsubid = 1
   AND s.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND s.classid = (${MIGRATOR_LOCK_KEY}::bigint >> 32)::oid
   AND s.objid = (${MIGRATOR_LOCK_KEY}::bigint & 4294967295)::oid
  LEFT JOIN pg_stat_activity a ON a.pid = s.pid
  WHERE l.singleton`;

const takenRow = z.object({ taken: z.boolean() });
const fencingRow = z.object({ fencing: z.string() });
const holderRow = z.object({
  holder: z.string().nullable(),
  pid: z.number().nullable(),
  age_seconds: z.number().nullable(),
});

/** @throws CortexError LOCK_HELD with holder and age, SCHEMA_BEHIND without the migrations. */
export async function acquireLease(context: StoreContext, holder: string): Promise<PostgresLease> {
  const session = await context.openSession('cortex-migrator lease');
  // Until the lease listens: an unheard 'error' would end the process; the query under way reports it.
  session.on('error', () => {});
  try {
    const { taken } = await queryOne(session, takenRow, { text: TRY_LOCK });
    if (!taken) throw await describeHolder(session);
    hitFailpoint('lease.locked');
    const { fencing } = await queryOne(session, fencingRow, { text: TAKE_NUMBER, values: [holder] });
    context.begin();
    context.onEvent('data.lease.acquired', { fencing, holder });
    hitFailpoint('lease.acquired');
    return new PostgresLease(session, fencing, holder);
  } catch (error) {
    await session.end().catch(() => {});
    throw isMissingTable(error) ? schemaMissing(error) : context.toRegistered(error);
  }
}

function schemaMissing(cause: unknown): CortexError {
  const message = 'The database has no table migration_lock. Apply the migrations first.';
  return new CortexError('SCHEMA_BEHIND', message, { fields: { table: 'migration_lock' }, cause });
}

async function describeHolder(session: Client): Promise<CortexError> {
  const row = await queryOne(session, holderRow, { text: DESCRIBE_HOLDER });
  const holder =
    row.holder ?? (row.pid === null ? 'a run that is just ending' : `the session with pid ${row.pid}`);
  const ageSeconds = Math.max(0, row.age_seconds ?? 0);
  return new CortexError(
    'LOCK_HELD',
    `Another run holds the lock of this database: ${holder}, for ${formatAge(ageSeconds)}. Wait until it has finished, or stop it.`,
    { fields: { holder, ageSeconds, pid: row.pid } },
  );
}

function formatAge(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3_600)} h`;
}
