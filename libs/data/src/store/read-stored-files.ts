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

// As a run left them: what it or an earlier one imported, and no run up to it found changed or gone. Runs are ordered by
// their fencing numbers, whatever the clocks say. Index: idx_coordination_documents_run, else a scan.
const SELECT_FILES_AT = `
  SELECT d.document_id, d.path, d.path_text, d.mode, d.size, encode(d.sha256, 'hex') AS sha256
  FROM coordination_documents d
  JOIN migration_runs made ON made.run_id = d.run_id
  LEFT JOIN migration_runs retired ON retired.run_id = d.retired_run_id
  WHERE d.member IS NULL AND d.path > $1
    AND made.fencing <= (SELECT fencing FROM migration_runs WHERE run_id = $3)
    AND (d.is_current OR retired.fencing > (SELECT fencing FROM migration_runs WHERE run_id = $3))
  ORDER BY d.path
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

/** Runs a question; each in a session of its own, or all in the one of a snapshot. */
type Ask = <Result>(work: (client: ClientBase) => Promise<Result>) => Promise<Result>;

/** The current files of the raw archive in the order of their paths; needs the rights of the owner or of backups. */
export function readStoredFiles(context: StoreContext): AsyncGenerator<StoredFile> {
  return readArchivedFiles((work) => context.withSession(work), null);
}

/** The same as a run left them. */
export async function* readArchivedFiles(ask: Ask, runId: string | null): AsyncGenerator<StoredFile> {
  let after: Buffer = Buffer.alloc(0);
  for (;;) {
    const page = await ask((client) => selectFiles(client, after, runId));
    for (const { document_id, path, path_text, mode, size, sha256 } of page) {
      yield { path, pathText: path_text, mode, size, sha256, bytes: () => readPieces(ask, document_id) };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.path;
  }
}

function selectFiles(
  client: ClientBase,
  after: Buffer,
  runId: string | null,
): Promise<readonly z.infer<typeof fileRow>[]> {
  const query =
    runId === null
      ? { text: SELECT_FILES, values: [after, PAGE_FILES] }
      : { text: SELECT_FILES_AT, values: [after, PAGE_FILES, runId] };
  return queryRows(client, fileRow, query);
}

async function* readPieces(ask: Ask, documentId: string): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece += 1) {
    const values = [documentId, piece];
    const [row] = await ask((client) => queryRows(client, pieceRow, { text: SELECT_PIECE, values }));
    if (row === undefined) return;
    yield row.bytes;
  }
}
