import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../../pool/query-rows';

/** Documents per transaction, unless they are large. */
const BATCH_DOCUMENTS = 500;
const BATCH_BYTES = 256 * 1024 * 1024;

// Index: idx_coordination_documents_run.
const SELECT_DOCUMENTS = `
  SELECT document_id, CASE WHEN member IS NULL THEN size ELSE 0 END AS bytes
  FROM coordination_documents WHERE run_id = $1
  ORDER BY document_id
  LIMIT ${BATCH_DOCUMENTS}`;

// Explicit, in the order of the references; nothing here relies on a cascade. Index: the pk of each, by document;
// idx_coordination_documents_superseded_by.
const DELETE_STATEMENTS = [
  `UPDATE coordination_documents SET superseded_by = NULL WHERE superseded_by = ANY ($1::bigint[])`,
  `DELETE FROM quarantine WHERE document_id = ANY ($1::bigint[])`,
  `DELETE FROM source_record_rows WHERE document_id = ANY ($1::bigint[])`,
  `DELETE FROM source_records WHERE document_id = ANY ($1::bigint[])`,
  `DELETE FROM document_chunks WHERE document_id = ANY ($1::bigint[])`,
  `DELETE FROM coordination_documents WHERE document_id = ANY ($1::bigint[])`,
] as const;

const documentRow = z.object({ document_id: z.string(), bytes: countColumn });

/** Deletes some of the run's documents with their bytes. @returns how many; 0 when there are none left. */
export async function deleteDocuments(client: ClientBase, runId: string): Promise<number> {
  const documents = await queryRows(client, documentRow, { text: SELECT_DOCUMENTS, values: [runId] });
  const ids: string[] = [];
  let bytes = 0;
  for (const document of documents) {
    if (ids.length > 0 && bytes + document.bytes > BATCH_BYTES) break;
    ids.push(document.document_id);
    bytes += document.bytes;
  }
  if (ids.length > 0) for (const statement of DELETE_STATEMENTS) await client.query(statement, [ids]);
  return ids.length;
}
