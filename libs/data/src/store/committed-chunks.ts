import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

// Index: pk.
const SELECT_CHUNKS = `SELECT chunk_no, coalesce(content_hash, '') AS content_hash FROM migration_chunks WHERE run_id = $1`;

const chunkRow = z.object({ chunk_no: z.number(), content_hash: z.string() });

/** Content hashes by chunk number. */
export async function committedChunks(
  client: ClientBase,
  runId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await queryRows(client, chunkRow, { text: SELECT_CHUNKS, values: [runId] });
  return new Map(rows.map(({ chunk_no, content_hash }) => [chunk_no, content_hash]));
}
