import { waitFor } from '@cortex/testing';
import type { TestDatabase } from '@cortex/testing';

/** Tables that are the run's own: its row, its chunks, its lock, how far it is. */
const OWN_TABLES = ['migration_runs', 'migration_chunks', 'migration_lock', 'migration_progress'];

const TUPLES = `
  SELECT relname AS table, (n_tup_ins + n_tup_upd + n_tup_del)::int AS tuples
    FROM pg_stat_user_tables
   WHERE relname <> ALL ($1)
   ORDER BY relname`;

const OTHER_SESSIONS = `
  SELECT count(*)::int AS sessions FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

/** Tuples written per table since the database was made; sessions report theirs when they end. */
export async function readTupleCounts({ client }: TestDatabase): Promise<Readonly<Record<string, number>>> {
  await waitFor(
    async () => (await client.query<{ sessions: number }>(OTHER_SESSIONS)).rows[0]?.sessions === 0,
    {
      deadlineMs: 5_000,
    },
  );
  const { rows } = await client.query<{ table: string; tuples: number }>(TUPLES, [OWN_TABLES]);
  return Object.fromEntries(rows.map(({ table, tuples }) => [table, tuples]));
}

/** Bytes of write-ahead log since the cluster was made. */
export async function readWalBytes({ client }: TestDatabase): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes",
  );
  return Number(rows[0]?.bytes);
}
