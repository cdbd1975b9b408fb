import { ChunkRace, type ChunkHeader, type ChunkRows, type ChunkWriter, type RunLease } from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { isCertainFailure, isConflict } from '../pool/database-trouble';
import { queryOne } from '../pool/query-rows';
import { checkFencing, ownLease } from './fencing';
import { findCheckpoint } from './find-checkpoint';
import { PostgresChunkWriter } from './postgres-chunk-writer';
import { settleCommit } from './settle-commit';
import type { StoreContext } from './store-context';

// The row triggers that audit are off (a run writes one audit row about itself). An asynchronous commit is safe: the
// checkpoint is lost together with its rows, the chunk is done again, and a crash that loses it also ends the session
// of the lease, on which the run is finished with a synchronous commit.
const BEGIN_CHUNK = `BEGIN; SET LOCAL cortex.migrating = 'on'; SET LOCAL synchronous_commit = off`;

const INSERT_CHECKPOINT = `
  INSERT INTO migration_chunks (run_id, chunk_no, phase, content_hash, records, rows, bytes, fencing)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  RETURNING pg_current_xact_id()::text AS xid`;

const xidRow = z.object({ xid: z.string() });

export interface ChunkTask {
  readonly lease: RunLease;
  readonly chunk: ChunkHeader;
  readonly work: (writer: ChunkWriter) => Promise<ChunkRows>;
}

/** One transaction: fencing check, the work, the checkpoint. A chunk that is there already is not done again. */
export async function commitChunk(context: StoreContext, task: ChunkTask): Promise<ChunkRows> {
  ownLease(task.lease);
  try {
    return await context.withSession((client) => runChunk(context, client, task));
  } catch (error) {
    if (error instanceof CommitUnsettled) return await settle(context, task.chunk, error);
    throw error;
  }
}

/** The connection broke while COMMIT was under way: only the database knows. */
class CommitUnsettled extends Error {
  constructor(
    readonly rows: ChunkRows,
    readonly xid: string,
    readonly reason: unknown,
  ) {
    super('COMMIT was not answered');
  }
}

async function settle(
  context: StoreContext,
  chunk: ChunkHeader,
  commit: CommitUnsettled,
): Promise<ChunkRows> {
  const isCommitted = await settleCommit(context, chunk, commit.xid);
  context.onEvent('data.commit.settled', { runId: chunk.runId, chunkNo: chunk.chunkNo, isCommitted });
  if (isCommitted) return commit.rows;
  throw context.toRegistered(commit.reason);
}

async function runChunk(context: StoreContext, client: PoolClient, task: ChunkTask): Promise<ChunkRows> {
  try {
    await client.query(BEGIN_CHUNK);
    await checkFencing(client, task.lease);
    const earlier = await findCheckpoint(client, task.chunk);
    const { rows, xid } = earlier ?? (await doWork(context, client, task));
    await commit(client, task.chunk, { rows, xid });
    hitFailpoint(`load.${task.chunk.phase}.committed`);
    return rows;
  } catch (error) {
    // Waited for, so that nothing of the chunk is left when the caller hears of the failure.
    await client.query('ROLLBACK').catch(() => {});
    if (!isConflict(error)) throw error;
    throw new ChunkRace('The chunk met another session (deadlock or serialization failure).', {
      cause: error,
    });
  }
}

interface ChunkDone {
  readonly rows: ChunkRows;
  readonly xid: string;
}

async function doWork(context: StoreContext, client: PoolClient, task: ChunkTask): Promise<ChunkDone> {
  checkHeld(task.lease);
  hitFailpoint(`load.${task.chunk.phase}.begin`);
  const writer = new PostgresChunkWriter(context, client, task.chunk.runId);
  const rows = await task.work(writer);
  await writer.flush();
  hitFailpoint(`load.${task.chunk.phase}.written`);
  const { xid } = await insertCheckpoint(client, task, rows);
  hitFailpoint(`load.${task.chunk.phase}.checkpointed`);
  // The work may have taken long.
  checkHeld(task.lease);
  return { rows, xid };
}

async function insertCheckpoint(
  client: PoolClient,
  task: ChunkTask,
  rows: ChunkRows,
): Promise<{ xid: string }> {
  const { runId, chunkNo, phase, contentHash, records, bytes } = task.chunk;
  return queryOne(client, xidRow, {
    text: INSERT_CHECKPOINT,
    values: [runId, chunkNo, phase, contentHash, records, JSON.stringify(rows), bytes, task.lease.fencing],
  });
}

async function commit(client: PoolClient, { phase }: ChunkHeader, { rows, xid }: ChunkDone): Promise<void> {
  try {
    const answer = client.query('COMMIT');
    hitFailpoint(`load.${phase}.commit_sent`);
    await answer;
  } catch (error) {
    throw isCertainFailure(error) ? error : new CommitUnsettled(rows, xid, error);
  }
}

function checkHeld(lease: RunLease): void {
  if (!lease.lost.aborted) return;
  throw new CortexError(
    'DATABASE_LOST',
    'The session that holds the lock of this run broke; nothing more is written under it. Run again when the server is back; what was committed stays.',
    { fields: { phase: 'during', holder: lease.holder, fencing: lease.fencing } },
  );
}
