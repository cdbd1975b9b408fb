import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../../pool/query-rows';
import { deleteAppendedRows } from './delete-appended-rows';

// Rows that replaced entries name now and did not name before. Index: pk of ledger_before_images and of the links.
const SELECT_APPENDED = `
  SELECT l.table_name, l.row_key
  FROM ledger_before_images b
  JOIN source_record_rows l ON l.document_id = b.document_id AND l.ordinal = b.ordinal
  WHERE b.run_id = $1 AND l.table_name IN ('audit_logs', 'token_budget_history')
    AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(b.rows) AS was
      WHERE was ->> 'table_name' = l.table_name AND was ->> 'row_key' = l.row_key)`;

// Index: as above.
const DELETE_LINKS = `
  DELETE FROM source_record_rows l USING ledger_before_images b
  WHERE b.run_id = $1 AND l.document_id = b.document_id AND l.ordinal = b.ordinal`;

// Index: pk of source_records.
const RESTORE_RECORDS = `
  UPDATE source_records r SET disposition = b.disposition, reason = b.reason, run_id = b.entry_run_id
  FROM ledger_before_images b
  WHERE b.run_id = $1 AND r.document_id = b.document_id AND r.ordinal = b.ordinal`;

const RESTORE_LINKS = `
  INSERT INTO source_record_rows (document_id, ordinal, table_name, row_key, role)
  SELECT b.document_id, b.ordinal, was ->> 'table_name', was ->> 'row_key', was ->> 'role'
  FROM ledger_before_images b CROSS JOIN LATERAL jsonb_array_elements(b.rows) AS was
  WHERE b.run_id = $1`;

const FORGET_IMAGES = `DELETE FROM ledger_before_images WHERE run_id = $1`;

const rowName = z.object({ table_name: z.string(), row_key: z.string() });

/** Entries that the run replaced say again what they said, and the rows that they made for themselves go. */
export async function restoreLedger(client: ClientBase, runId: string): Promise<void> {
  const appended = await queryRows(client, rowName, { text: SELECT_APPENDED, values: [runId] });
  await deleteAppendedRows(client, runId, appended);
  for (const statement of [DELETE_LINKS, RESTORE_RECORDS, RESTORE_LINKS, FORGET_IMAGES]) {
    await client.query(statement, [runId]);
  }
}
