import type { LedgerRow, MigrationStore } from '@cortex/domain';

import type { PreviousLedger } from './decide-record';
import type { DocumentTarget } from './load-documents';

const PAGE = 10_000;

/**
 * Rows that the superseded document of the same name made of its records, by the sha256 of the record. A log that
 * grew keeps the rows of the lines that it had: an event is the same when its bytes are, wherever it stands now.
 */
export async function createPreviousLedger(
  store: MigrationStore | null,
  { previousId }: DocumentTarget,
): Promise<PreviousLedger> {
  const rows = new Map<string, (readonly LedgerRow[])[]>();
  for (let from = 0; store !== null && previousId !== null; from += PAGE) {
    const entries = await store.ledgerOf([
      { documentId: previousId, fromOrdinal: from, toOrdinal: from + PAGE },
    ]);
    for (const entry of entries) remember(rows, entry.sha256, entry.rows.filter(isAppended));
    if (entries.length === 0) break;
  }
  return { take: (sha256) => rows.get(sha256)?.shift() ?? null };
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
