import { setTimeout as pause } from 'node:timers/promises';
import type { ChunkHeader } from '@cortex/domain';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { sqlStateOf } from '../pool/database-trouble';
import { queryOne } from '../pool/query-rows';
import { findCheckpoint } from './find-checkpoint';
import type { StoreContext } from './store-context';

/** A server that restarts after a crash replays its log first. */
const DEADLINE_MS = 30_000;
const PAUSE_MS = 100;

// The old session may still be at its COMMIT when the new one asks. A number from before a crash may be unknown or
// belong to somebody else by now: it only says how long to wait, the checkpoint says what happened.
const IS_RUNNING = `SELECT pg_xact_status($1::xid8) IS NOT DISTINCT FROM 'in progress' AS running`;

const runningRow = z.object({ running: z.boolean() });

/**
 * Whether a chunk whose COMMIT was not answered is committed: asks the database over a new session until it answers
 * and the transaction has ended.
 *
 * @throws CortexError when the database stays away for {@link DEADLINE_MS}; the next run sees what happened.
 */
export async function settleCommit(context: StoreContext, chunk: ChunkHeader, xid: string): Promise<boolean> {
  const deadline = Date.now() + DEADLINE_MS;
  context.onEvent('data.commit.unknown', { runId: chunk.runId, chunkNo: chunk.chunkNo });
  for (;;) {
    try {
      const answer = await context.withSession((client) => askOnce(client, chunk, xid));
      if (answer !== 'running') return answer === 'committed';
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await pause(PAUSE_MS);
  }
}

async function askOnce(
  client: PoolClient,
  chunk: ChunkHeader,
  xid: string,
): Promise<'running' | 'committed' | 'not committed'> {
  if (await isRunning(client, xid)) return 'running';
  return (await findCheckpoint(client, chunk)) === null ? 'not committed' : 'committed';
}

async function isRunning(client: PoolClient, xid: string): Promise<boolean> {
  if (xid === '') return false;
  try {
    return (await queryOne(client, runningRow, { text: IS_RUNNING, values: [xid] })).running;
  } catch (error) {
    // 22023: "transaction ID … is in the future", after a crash that lost it.
    if (sqlStateOf(error) === '22023') return false;
    throw error;
  }
}
