import { documentKey, type StoredDocument } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

// All of them: a rerun compares every file of the tree. The `doc` column, by far the largest, stays where it is.
const SELECT_CURRENT = `
  SELECT d.document_id, d.path, d.member, encode(d.sha256, 'hex') AS sha256, d.kind, d.mode, d.record_count,
         d.size, d.file_stamp,
         p.supersedes
  FROM coordination_documents d
  LEFT JOIN (SELECT superseded_by, max(document_id) AS supersedes FROM coordination_documents
             WHERE superseded_by IS NOT NULL GROUP BY superseded_by) p ON p.superseded_by = d.document_id
  WHERE d.is_current`;

const documentRow = z.object({
  document_id: z.string(),
  path: z.instanceof(Buffer),
  member: z.instanceof(Buffer).nullable(),
  sha256: z.string(),
  kind: z.string(),
  mode: z.number().nullable(),
  record_count: z.number(),
  size: z.coerce.number(),
  file_stamp: z.string().nullable(),
  supersedes: z.string().nullable(),
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
        size: row.size,
        stamp: row.file_stamp,
        supersedes: row.supersedes,
      },
    ]),
  );
}
