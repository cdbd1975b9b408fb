import type { AppendTable, ChunkRows, ChunkWriter } from '@cortex/domain';
import { sqlTableName } from '@cortex/domain';

import type { DecidedRecord, PendingRow } from './decide-record';

interface Waiting {
  readonly record: DecidedRecord;
  readonly row: PendingRow;
}

/**
 * Inserts the rows that records have for themselves and links them. A primary row that PostgreSQL refuses puts its
 * record into quarantine; its neighbours load.
 */
export async function appendRecordRows(
  writer: ChunkWriter,
  records: readonly DecidedRecord[],
): Promise<ChunkRows> {
  const waiting = new Map<AppendTable, Waiting[]>();
  for (const record of records) {
    for (const row of record.pending) {
      const ofTable = waiting.get(row.table);
      if (ofTable === undefined) waiting.set(row.table, [{ record, row }]);
      else ofTable.push({ record, row });
    }
  }
  const written: Record<string, { inserted: number; updated: number }> = {};
  for (const [table, rows] of waiting) {
    written[sqlTableName(table)] = { inserted: await appendToTable(writer, table, rows), updated: 0 };
  }
  return written;
}

async function appendToTable(
  writer: ChunkWriter,
  table: AppendTable,
  rows: readonly Waiting[],
): Promise<number> {
  const { ids, refused } = await writer.appendRows(
    table,
    rows.map(({ row }) => row),
  );
  const states = new Map(refused.map(({ index, sqlState }) => [index, sqlState]));
  let inserted = 0;
  rows.forEach(({ record, row }, index) => {
    const id = ids[index] ?? null;
    if (id !== null) {
      inserted += 1;
      record.rows.push({ table, key: id, role: row.role });
      record.appended.push({ table, isNew: true });
    } else if (row.role === 'primary') {
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
