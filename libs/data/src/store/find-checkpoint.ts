import type { ChunkHeader, ChunkRows } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

// Index: pk.
const SELECT_CHECKPOINT = `
  SELECT content_hash, rows FROM migration_chunks WHERE run_id = $1 AND chunk_no = $2`;

export const chunkRowsColumn = z.record(z.string(), z.object({ inserted: z.number(), updated: z.number() }));

const checkpointRow = z.object({ content_hash: z.string().nullable(), rows: chunkRowsColumn.nullable() });

/** What an earlier transaction wrote of this chunk, or null. `xid` is empty: there is nothing of its own to commit. */
export async function findCheckpoint(
  client: ClientBase,
  chunk: ChunkHeader,
): Promise<{ readonly rows: ChunkRows; readonly xid: string } | null> {
  const [found] = await queryRows(client, checkpointRow, {
    text: SELECT_CHECKPOINT,
    values: [chunk.runId, chunk.chunkNo],
  });
  if (found === undefined) return null;
  if (found.content_hash === chunk.contentHash) return { rows: found.rows ?? {}, xid: '' };
  throw new CortexError(
    'INTERNAL',
    `Chunk ${chunk.chunkNo} of run ${chunk.runId} is committed with another content. Start a new run.`,
    { fields: { runId: chunk.runId, chunkNo: chunk.chunkNo } },
  );
}
