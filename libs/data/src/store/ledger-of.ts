import type { LedgerEntry, LedgerRange, LedgerRow } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';
import { toTableName } from './table-catalog';

// Index: pk, by its first two columns, once per range.
const SELECT_ENTRIES = `
  SELECT document_id, ordinal, encode(sha256, 'hex') AS sha256, disposition, run_id
  FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS wanted (id, first_ordinal, end_ordinal)
  JOIN source_records ON document_id = wanted.id AND ordinal >= first_ordinal AND ordinal < end_ordinal
  ORDER BY document_id, ordinal`;

// A statement of its own: joined, every entry would be repeated per row. Index: pk, by its first two columns.
const SELECT_LINKS = `
  SELECT document_id, ordinal, table_name, row_key, role
  FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS wanted (id, first_ordinal, end_ordinal)
  JOIN source_record_rows ON document_id = wanted.id AND ordinal >= first_ordinal AND ordinal < end_ordinal
  ORDER BY document_id, ordinal, array_position(ARRAY['primary', 'secondary', 'stub'], role), table_name, row_key`;

const entryRow = z.object({
  document_id: z.string(),
  ordinal: z.number(),
  sha256: z.string(),
  disposition: z.enum(['inserted', 'updated', 'unchanged', 'duplicate', 'quarantined', 'archived-only']),
  run_id: z.string(),
});
const linkRow = z.object({
  document_id: z.string(),
  ordinal: z.number(),
  table_name: z.string(),
  row_key: z.string(),
  role: z.enum(['primary', 'secondary', 'stub']),
});

export async function ledgerOf(
  client: ClientBase,
  ranges: readonly LedgerRange[],
): Promise<readonly LedgerEntry[]> {
  const values = [
    ranges.map(({ documentId }) => documentId),
    ranges.map(({ fromOrdinal }) => fromOrdinal),
    ranges.map(({ toOrdinal }) => toOrdinal),
  ];
  const entries = await queryRows(client, entryRow, { text: SELECT_ENTRIES, values });
  const links = await queryRows(client, linkRow, { text: SELECT_LINKS, values });
  const rows = new Map<string, LedgerRow[]>();
  for (const { document_id, ordinal, table_name, row_key, role } of links) {
    const record = `${document_id}:${ordinal}`;
    const ofRecord = rows.get(record) ?? [];
    ofRecord.push({ table: toTableName(table_name), key: row_key, role });
    rows.set(record, ofRecord);
  }
  return entries.map(({ document_id, ordinal, sha256, disposition, run_id }) => ({
    documentId: document_id,
    ordinal,
    sha256,
    disposition,
    runId: run_id,
    rows: rows.get(`${document_id}:${ordinal}`) ?? [],
  }));
}
