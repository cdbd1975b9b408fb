import type { AppendTable, ChunkRows, ChunkWriter } from '@cortex/domain';
import { sqlTableName } from '@cortex/domain';

import type { DecidedRecord, PendingRow } from './decide-record';

/** Rows of one table, and beside each the record that it is of: two lists, no pair per row. */
interface Waiting {
  readonly rows: PendingRow[];
  readonly records: DecidedRecord[];
}

/**
 * Inserts the rows that records have for themselves and links them. A primary row that PostgreSQL refuses puts its
 * record into quarantine; its neighbours load.
 */
export async function appendRecordRows(
  writer: ChunkWriter,
  records: readonly DecidedRecord[],
): Promise<ChunkRows> {
  const waiting = new Map<AppendTable, Waiting>();
  for (const record of records) {
    for (const row of record.pending) {
      let ofTable = waiting.get(row.table);
      if (ofTable === undefined) waiting.set(row.table, (ofTable = { rows: [], records: [] }));
      ofTable.rows.push(row);
      ofTable.records.push(record);
    }
  }
  const written: Record<string, { inserted: number; updated: number }> = {};
  for (const [table, ofTable] of waiting) {
    written[sqlTableName(table)] = { inserted: await appendToTable(writer, table, ofTable), updated: 0 };
  }
  return written;
}

async function appendToTable(
  writer: ChunkWriter,
  table: AppendTable,
  { rows, records }: Waiting,
): Promise<number> {
  const { ids, refused } = await writer.appendRows(table, rows);
  const states = new Map(refused.map(({ index, sqlState }) => [index, sqlState]));
  const made = { table, isNew: true };
  let inserted = 0;
  records.forEach((record, index) => {
    const id = ids[index] ?? null;
    const role = rows[index]?.role ?? 'secondary';
    if (id !== null) {
      inserted += 1;
      record.rows.push({ table, key: id, role });
      record.appended.push(made);
    } else if (role === 'primary') {
      quarantineRefused(record, states.get(index) ?? 'unknown');
    }
  });
  return inserted;
}

function quarantineRefused(record: DecidedRecord, sqlState: string): void {
  record.disposition = 'quarantined';
  record.counted = 'quarantined';
  record.reason = 'database-limit';
  record.detail = `PostgreSQL refused the row of this record (SQLSTATE ${sqlState}).`;
  record.rows.length = 0;
}
