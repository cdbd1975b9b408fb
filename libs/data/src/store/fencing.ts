import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';
import { PostgresLease } from './postgres-lease';
import type { RunLease } from '@cortex/domain';

// FOR SHARE: whoever takes the lock over updates this row and so waits until this transaction has ended. A commit of a
// suspended predecessor can therefore never follow the takeover; its next transaction sees the new number.
const READ_FENCING = `SELECT fencing::text FROM migration_lock WHERE singleton FOR SHARE`;

const fencingRow = z.object({ fencing: z.string() });

/** To be the first statement of every transaction that writes under a lease. @throws CortexError FENCED_OUT */
export async function checkFencing(client: ClientBase, lease: RunLease): Promise<void> {
  const { fencing } = await queryOne(client, fencingRow, { text: READ_FENCING });
  if (fencing !== lease.fencing) throw fencedOut(lease, fencing);
}

export function fencedOut(lease: RunLease, fencing: string): CortexError {
  return new CortexError(
    'FENCED_OUT',
    `Another run took the lock over from ${lease.holder} (fencing ${fencing} instead of ${lease.fencing}); nothing more is written here. Let the newer run finish.`,
    { fields: { holder: lease.holder, fencing: lease.fencing, newerFencing: fencing } },
  );
}

/** The lease as this store made it; another store's means nothing here. */
export function ownLease(lease: RunLease): PostgresLease {
  if (lease instanceof PostgresLease) return lease;
  throw new CortexError('INTERNAL', 'A run was given a lease that this store did not make.');
}
