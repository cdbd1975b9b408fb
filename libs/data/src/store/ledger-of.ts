import type { LedgerEntry, LedgerRow } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';
import { toTableName } from './table-catalog';

// Index: pk, by its first two columns.
const SELECT_ENTRIES = `
  SELECT ordinal, encode(sha256, 'hex') AS sha256, disposition, run_id
  FROM source_records
  WHERE document_id = $1 AND ordinal >= $2 AND ordinal < $3
  ORDER BY ordinal`;

// A statement of its own: joined, every entry would be repeated per row. Index: pk, by its first two columns.
const SELECT_LINKS = `
  SELECT ordinal, table_name, row_key, role
  FROM source_record_rows
  WHERE document_id = $1 AND ordinal >= $2 AND ordinal < $3
  ORDER BY ordinal, array_position(ARRAY['primary', 'secondary', 'stub'], role), table_name, row_key`;

const entryRow = z.object({
  ordinal: z.number(),
  sha256: z.string(),
  disposition: z.enum(['inserted', 'updated', 'unchanged', 'duplicate', 'quarantined', 'archived-only']),
  run_id: z.string(),
});
const linkRow = z.object({
  ordinal: z.number(),
  table_name: z.string(),
  row_key: z.string(),
  role: z.enum(['primary', 'secondary', 'stub']),
});

export interface LedgerRange {
  readonly documentId: string;
  readonly fromOrdinal: number;
  /** Exclusive. */
  readonly toOrdinal: number;
}

export async function ledgerOf(client: ClientBase, range: LedgerRange): Promise<readonly LedgerEntry[]> {
  const values = [range.documentId, range.fromOrdinal, range.toOrdinal];
  const entries = await queryRows(client, entryRow, { text: SELECT_ENTRIES, values });
  const links = await queryRows(client, linkRow, { text: SELECT_LINKS, values });
  const rows = new Map<number, LedgerRow[]>();
  for (const { ordinal, table_name, row_key, role } of links) {
    const ofRecord = rows.get(ordinal) ?? [];
    ofRecord.push({ table: toTableName(table_name), key: row_key, role });
    rows.set(ordinal, ofRecord);
  }
  return entries.map(({ ordinal, sha256, disposition, run_id }) => ({
    ordinal,
    sha256,
    disposition,
    runId: run_id,
    rows: rows.get(ordinal) ?? [],
  }));
}
