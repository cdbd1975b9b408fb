import {
  encodeCopyValue,
  sqlTableName,
  type LedgerRow,
  type NewLedgerEntry,
  type TableName,
} from '@cortex/domain';
import type { ClientBase } from 'pg';
import { copyInto } from '../copy/copy-into';
import { copyPieces } from '../copy/copy-pieces';
import { hexBytes } from '../copy/encode-copy-line';
import { printableText } from './printable-text';
import { tableNames } from './table-catalog';

const NULL = encodeCopyValue(null);
/** What stands before the hex digits of a bytea. */
const COPIED_BYTES = encodeCopyValue(hexBytes(''));
const SQL_NAMES: ReadonlyMap<TableName, string> = new Map(
  tableNames.map((table) => [table, sqlTableName(table)]),
);

const COPY_RECORDS = `
  COPY source_records (document_id, ordinal, parent_ordinal, kind, pointer, byte_offset, byte_length, sha256,
                       disposition, reason, run_id)
  FROM STDIN`;

const COPY_LINKS = `COPY source_record_rows (document_id, ordinal, table_name, row_key, role) FROM STDIN`;

// For undo: what the ledger said before this run replaced it. An entry of the run's own is no longer there when the run
// is not, so it has no image; of several replacements in one run the first image counts. Index: pk of all tables.
const KEEP_BEFORE_IMAGES = `
  INSERT INTO ledger_before_images (run_id, document_id, ordinal, disposition, reason, entry_run_id, rows)
  SELECT $3, r.document_id, r.ordinal, r.disposition, r.reason, r.run_id,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('table_name', l.table_name, 'row_key', l.row_key, 'role', l.role)
                                    ORDER BY l.table_name, l.row_key), '[]')
          FROM source_record_rows l WHERE l.document_id = r.document_id AND l.ordinal = r.ordinal)
  FROM unnest($1::bigint[], $2::integer[]) AS e (document_id, ordinal)
  JOIN source_records r ON r.document_id = e.document_id AND r.ordinal = e.ordinal AND r.run_id <> $3
  ON CONFLICT (run_id, document_id, ordinal) DO NOTHING`;

// Where the record is does not change, what became of it does. Index: pk.
const UPDATE_RECORDS = `
  UPDATE source_records r SET disposition = e.disposition, reason = e.reason, run_id = $5
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) AS e (document_id, ordinal, disposition, reason)
  WHERE r.document_id = e.document_id AND r.ordinal = e.ordinal`;

// Index: pk, by its first two columns.
const DELETE_LINKS = `
  DELETE FROM source_record_rows l
  USING unnest($1::bigint[], $2::integer[]) AS e (document_id, ordinal)
  WHERE l.document_id = e.document_id AND l.ordinal = e.ordinal`;

// The record has found its row: its place in quarantine is history. Index: uq_quarantine_open.
const CLOSE_QUARANTINE = `
  UPDATE quarantine q SET replayed_at = now(), replayed_run_id = $3
  FROM unnest($1::bigint[], $2::integer[]) AS e (document_id, ordinal)
  WHERE q.document_id = e.document_id AND q.ordinal = e.ordinal AND q.replayed_at IS NULL`;

/** Entries and their links to rows; an entry that replaces one takes its place and its links' place. */
export async function writeLedger(
  client: ClientBase,
  runId: string,
  entries: readonly NewLedgerEntry[],
): Promise<void> {
  await replaceRecords(
    client,
    runId,
    entries.filter(({ replaces }) => replaces),
  );
  const added = entries.filter(({ replaces }) => !replaces);
  if (added.length > 0) {
    await copyInto(
      client,
      COPY_RECORDS,
      copyPieces(0, added.length, (index) => encodeRecord(added[index], runId)),
    );
  }
  const withRows = entries.filter(({ rows }) => rows.length > 0);
  if (withRows.length === 0) return;
  await copyInto(
    client,
    COPY_LINKS,
    copyPieces(0, withRows.length, (index) => encodeLinks(withRows[index])),
  );
}

async function replaceRecords(
  client: ClientBase,
  runId: string,
  entries: readonly NewLedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const documentIds = entries.map(({ documentId }) => documentId);
  const ordinals = entries.map(({ ordinal }) => ordinal);
  const dispositions = entries.map(({ disposition }) => disposition);
  const reasons = entries.map(({ reason }) => reason);
  await client.query(KEEP_BEFORE_IMAGES, [documentIds, ordinals, runId]);
  await client.query(UPDATE_RECORDS, [documentIds, ordinals, dispositions, reasons, runId]);
  await client.query(DELETE_LINKS, [documentIds, ordinals]);
  const mended = entries.filter(({ disposition }) => disposition !== 'quarantined');
  const places = [mended.map(({ documentId }) => documentId), mended.map(({ ordinal }) => ordinal)];
  if (mended.length > 0) await client.query(CLOSE_QUARANTINE, [...places, runId]);
}

/** Written out instead of `encodeCopyLine` over an array: this is done per record, and costs a third. */
function encodeRecord(entry: NewLedgerEntry | undefined, runId: string): string {
  if (entry === undefined) return '';
  const { documentId, ordinal, parentOrdinal, kind, pointer, byteOffset, byteLength, sha256 } = entry;
  const place = `${documentId}\t${ordinal}\t${parentOrdinal ?? NULL}`;
  const what = `${encodeCopyValue(kind)}\t${pointer === '' ? '' : encodeCopyValue(printableText(pointer))}`;
  const span = `${byteOffset}\t${byteLength}\t${COPIED_BYTES}${sha256}`;
  const end = `${entry.disposition}\t${encodeCopyValue(entry.reason)}\t${runId}`;
  return `${place}\t${what}\t${span}\t${end}\n`;
}

function encodeLinks(entry: NewLedgerEntry | undefined): string {
  if (entry === undefined) return '';
  let lines = '';
  for (const { table, key, role } of firstOfEachRow(entry.rows)) {
    lines += `${entry.documentId}\t${entry.ordinal}\t${SQL_NAMES.get(table) ?? ''}\t${encodeCopyValue(key)}\t${role}\n`;
  }
  return lines;
}

/** A record may name a row twice (as itself and as somebody's parent): the first role counts. */
function firstOfEachRow(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  if (rows.length < 2) return rows;
  const seen = new Map<string, LedgerRow>();
  for (const row of rows) {
    const name = `${row.table} ${row.key}`;
    if (!seen.has(name)) seen.set(name, row);
  }
  return [...seen.values()];
}
