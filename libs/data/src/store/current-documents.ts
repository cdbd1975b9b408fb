import { documentKey, type StoredDocument } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

// All of them: a rerun compares every file of the tree. The `doc` column, by far the largest, stays where it is.
const SELECT_CURRENT = `
  SELECT document_id, path, member, encode(sha256, 'hex') AS sha256, kind, mode, record_count
  FROM coordination_documents
  WHERE is_current`;

const documentRow = z.object({
  document_id: z.string(),
  path: z.instanceof(Buffer),
  member: z.instanceof(Buffer).nullable(),
  sha256: z.string(),
  kind: z.string(),
  mode: z.number().nullable(),
  record_count: z.number(),
});

export async function currentDocuments(client: ClientBase): Promise<ReadonlyMap<string, StoredDocument>> {
  const rows = await queryRows(client, documentRow, { text: SELECT_CURRENT });
  return new Map(
    rows.map((row) => [
      documentKey(row.path, row.member),
      {
        documentId: row.document_id,
        sha256: row.sha256,
        kind: row.kind,
        mode: row.mode,
        recordCount: row.record_count,
      },
    ]),
  );
}
