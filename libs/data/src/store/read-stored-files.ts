import type { StoredFile } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';
import type { StoreContext } from './store-context';

// Index: uq_coordination_documents_current orders by path; a page starts behind the last path of the one before.
const SELECT_FILES = `
  SELECT document_id, path, path_text, mode, size, encode(sha256, 'hex') AS sha256
  FROM coordination_documents
  WHERE is_current AND member IS NULL AND path > $1
  ORDER BY path
  LIMIT $2`;

// Index: pk. One piece at a time: eight megabytes are enough to hold.
const SELECT_PIECE = 'SELECT bytes FROM document_chunks WHERE document_id = $1 AND chunk_no = $2';

const fileRow = z.object({
  document_id: z.string(),
  path: z.instanceof(Buffer),
  path_text: z.string(),
  mode: z.number().nullable(),
  size: z.coerce.number(),
  sha256: z.string(),
});
const pieceRow = z.object({ bytes: z.instanceof(Buffer) });

const PAGE_FILES = 500;

/** The current files of the raw archive in the order of their paths; needs the rights of the owner or of backups. */
export async function* readStoredFiles(context: StoreContext): AsyncGenerator<StoredFile> {
  let after: Buffer = Buffer.alloc(0);
  for (;;) {
    const page = await context.withSession((client) => selectFiles(client, after));
    for (const { document_id, path, path_text, mode, size, sha256 } of page) {
      yield { path, pathText: path_text, mode, size, sha256, bytes: () => readPieces(context, document_id) };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.path;
  }
}

function selectFiles(client: ClientBase, after: Buffer): Promise<readonly z.infer<typeof fileRow>[]> {
  return queryRows(client, fileRow, { text: SELECT_FILES, values: [after, PAGE_FILES] });
}

async function* readPieces(context: StoreContext, documentId: string): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece += 1) {
    const values = [documentId, piece];
    const [row] = await context.withSession((client) =>
      queryRows(client, pieceRow, { text: SELECT_PIECE, values }),
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}
