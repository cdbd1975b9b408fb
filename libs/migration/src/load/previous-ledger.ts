import type { LedgerEntry, LedgerRow, MigrationStore } from '@cortex/domain';

import type { PreviousLedger } from './decide-record';
import type { DocumentTarget } from './load-documents';

const PAGE = 10_000;

/**
 * Rows that the superseded document of the same name made of its records, by the sha256 of the record. A log that
 * grew keeps the rows of the lines that it had: an event is the same when its bytes are, wherever it stands now. Rows
 * that the document has taken already, in an earlier attempt of the run, are not given out a second time.
 */
export async function createPreviousLedger(
  store: MigrationStore | null,
  { documentId, isStored, previousId }: DocumentTarget,
): Promise<PreviousLedger> {
  const rows = new Map<string, (readonly LedgerRow[])[]>();
  if (store === null || previousId === null) return { take: () => null };
  const taken = new Set<string>();
  if (isStored) {
    for await (const entry of readLedger(store, documentId))
      entry.rows.forEach((row) => taken.add(nameOf(row)));
  }
  for await (const entry of readLedger(store, previousId)) {
    const appended = entry.rows.filter((row) => isAppended(row) && !taken.has(nameOf(row)));
    remember(rows, entry.sha256, appended);
  }
  return { take: (sha256) => rows.get(sha256)?.shift() ?? null };
}

async function* readLedger(store: MigrationStore, documentId: string): AsyncGenerator<LedgerEntry> {
  for (let from = 0; ; from += PAGE) {
    const entries = await store.ledgerOf([{ documentId, fromOrdinal: from, toOrdinal: from + PAGE }]);
    if (entries.length === 0) return;
    yield* entries;
  }
}

function nameOf({ table, key }: LedgerRow): string {
  return `${table} ${key}`;
}

function remember(
  rows: Map<string, (readonly LedgerRow[])[]>,
  sha256: string,
  appended: readonly LedgerRow[],
): void {
  if (appended.length === 0) return;
  const known = rows.get(sha256);
  if (known === undefined) rows.set(sha256, [appended]);
  else known.push(appended);
}

function isAppended({ table }: LedgerRow): boolean {
  return table === 'auditLogs' || table === 'tokenBudgetHistory';
}
