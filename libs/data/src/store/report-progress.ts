import type { RunLease, RunProgress } from '@cortex/domain';
import { ownLease } from './fencing';
import type { StoreContext } from './store-context';

// One row, updated in its own page (fillfactor 50, no index but the key): a heartbeat costs no more than that. Guarded
// by the number, so that a run that was cut off does not speak for its successor. Index: pk.
const BEAT = `
  UPDATE migration_progress
  SET fencing = $1, phase = $2, phase_started_at = clock_timestamp() - make_interval(secs => $3),
      documents = $4, records = $5, bytes = $6,
      documents_total = $7, records_total = $8, bytes_total = $9, beat_at = clock_timestamp()
  WHERE singleton AND fencing <= $1`;

/** Leaves how far the run is for whoever watches. */
export async function reportProgress(
  context: StoreContext,
  lease: RunLease,
  { phase, phaseMs, done, expected }: RunProgress,
): Promise<void> {
  const { fencing } = ownLease(lease);
  const reached = [done.documents, done.records, done.bytes];
  const total = [expected?.documents ?? null, expected?.records ?? null, expected?.bytes ?? null];
  await context.withSession((client) =>
    client.query({
      name: 'beat',
      text: BEAT,
      values: [fencing, phase, phaseMs / 1_000, ...reached, ...total],
    }),
  );
}
