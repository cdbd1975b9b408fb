import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../../pool/query-rows';
import { deleteAppendedRows } from './delete-appended-rows';

// The run's documents, and those of others in which it made entries (a tree whose first run was interrupted). The second
// part reads the ledger once: no index finds entries by their run.
const SELECT_DOCUMENTS = `
  SELECT document_id, record_count FROM coordination_documents WHERE run_id = $1
  UNION
  SELECT d.document_id, d.record_count
  FROM (SELECT DISTINCT document_id FROM source_records WHERE run_id = $1) AS s
  JOIN coordination_documents d USING (document_id)
  ORDER BY document_id`;

// What the run's entries name, less what the document that the run superseded named already: lines that a log had
// before it grew keep their rows. Index: pk of ledger and links, idx_coordination_documents_superseded_by.
const SELECT_APPENDED = `
  SELECT l.table_name, l.row_key
  FROM unnest($2::bigint[], $3::integer[], $4::integer[]) AS wanted (id, first_ordinal, end_ordinal)
  JOIN source_records s ON s.document_id = wanted.id AND s.ordinal >= first_ordinal AND s.ordinal < end_ordinal
                       AND s.run_id = $1
  JOIN source_record_rows l ON l.document_id = s.document_id AND l.ordinal = s.ordinal
  WHERE l.table_name IN ('audit_logs', 'token_budget_history')
    AND NOT EXISTS (
      SELECT FROM coordination_documents p
      JOIN source_record_rows c ON c.document_id = p.document_id
      WHERE p.superseded_by = l.document_id AND c.table_name = l.table_name AND c.row_key = l.row_key)`;

// Explicit: nothing here relies on a cascade. Index: pk of ledger and links.
const DELETE_LINKS = `
  DELETE FROM source_record_rows l
  USING unnest($2::bigint[], $3::integer[], $4::integer[]) AS wanted (id, first_ordinal, end_ordinal), source_records s
  WHERE s.document_id = wanted.id AND s.ordinal >= first_ordinal AND s.ordinal < end_ordinal AND s.run_id = $1
    AND l.document_id = s.document_id AND l.ordinal = s.ordinal`;

const DELETE_RECORDS = `
  DELETE FROM source_records s
  USING unnest($2::bigint[], $3::integer[], $4::integer[]) AS wanted (id, first_ordinal, end_ordinal)
  WHERE s.document_id = wanted.id AND s.ordinal >= first_ordinal AND s.ordinal < end_ordinal AND s.run_id = $1`;

const documentRow = z.object({ document_id: z.string(), record_count: z.number() });
const rowName = z.object({ table_name: z.string(), row_key: z.string() });

/** A part of a document's records; `end` is exclusive. */
export interface RecordRange {
  readonly documentId: string;
  readonly first: number;
  readonly end: number;
}

const LAST_ORDINAL = 2_147_483_647;

/** Where the run may have entries, in batches of at most so many records. */
export async function listRecordRanges(
  client: ClientBase,
  runId: string,
  batchRecords: number,
): Promise<readonly (readonly RecordRange[])[]> {
  const documents = await queryRows(client, documentRow, { text: SELECT_DOCUMENTS, values: [runId] });
  const batches: RecordRange[][] = [];
  let room = 0;
  for (const { document_id, record_count } of documents) {
    for (let first = 0; first === 0 || first < record_count; first += batchRecords) {
      const records = Math.min(batchRecords, record_count - first);
      const end = first + batchRecords >= record_count ? LAST_ORDINAL : first + batchRecords;
      if (batches.length === 0 || room < records) {
        batches.push([]);
        room = batchRecords;
      }
      batches.at(-1)?.push({ documentId: document_id, first, end });
      room -= Math.max(1, records);
    }
  }
  return batches;
}

/** Deletes the run's entries of the ranges, with the rows that they made for themselves. @returns entries. */
export async function withdrawRecords(
  client: ClientBase,
  runId: string,
  ranges: readonly RecordRange[],
): Promise<number> {
  const values = [
    runId,
    ranges.map(({ documentId }) => documentId),
    ranges.map(({ first }) => first),
    ranges.map(({ end }) => end),
  ];
  const appended = await queryRows(client, rowName, { text: SELECT_APPENDED, values });
  await deleteAppendedRows(client, runId, appended);
  await client.query(DELETE_LINKS, values);
  const { rowCount } = await client.query(DELETE_RECORDS, values);
  return rowCount ?? 0;
}
