import { ChunkRace, type RunLease } from '@cortex/domain';
import type { PoolClient } from 'pg';
import { isConflict } from '../../pool/database-trouble';
import { checkFencing, ownLease } from '../fencing';
import type { StoreContext } from '../store-context';

// The row triggers that audit are off: undo writes audit rows about itself. Versions and tombstones stay on.
const BEGIN_UNDO = `BEGIN; SET LOCAL cortex.migrating = 'on'`;

/**
 * One transaction under the fencing number, committed synchronously: unlike a load, an undo cannot be made good by
 * doing it again from its source.
 *
 * @throws ChunkRace when it met another session and can be tried again.
 */
export async function inUndoTransaction<Result>(
  context: StoreContext,
  lease: RunLease,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  ownLease(lease);
  return context.withSession(async (client) => {
    try {
      lease.lost.throwIfAborted();
      await client.query(BEGIN_UNDO);
      await checkFencing(client, lease);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      if (!isConflict(error)) throw error;
      throw new ChunkRace('The undo met another session (deadlock or serialization failure).', {
        cause: error,
      });
    }
  });
}
