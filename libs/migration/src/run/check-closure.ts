import type { ClosureCheck, Disposition, RecordCounts, RunCounts } from '@cortex/domain';

import type { ScannedTree } from '../scan/scanned-tree';

/** The report's view of the database's counts: what earlier runs brought and this one left alone is unchanged. */
export function toRecordCounts({ ofThisRun, ofEarlierRuns }: RunCounts): RecordCounts {
  const both = (disposition: Disposition) => ofThisRun[disposition] + ofEarlierRuns[disposition];
  const counts = {
    inserted: ofThisRun.inserted,
    updated: ofThisRun.updated,
    unchanged: both('unchanged') + ofEarlierRuns.inserted + ofEarlierRuns.updated,
    duplicate: both('duplicate'),
    quarantined: both('quarantined'),
    archivedOnly: both('archived-only'),
  };
  return { read: Object.values(counts).reduce((sum, count) => sum + count, 0), ...counts };
}

/**
 * The conservation gate: what was read, counted while reading, against what the database holds, counted by the
 * database after the last commit (product.md, "Conservation").
 */
export function checkClosure(tree: ScannedTree, counts: RunCounts): readonly ClosureCheck[] {
  const { documents, bytes } = tree.summary;
  return checkBooks({ documents, bytes, records: tree.records }, counts);
}

export interface ReadAmount {
  readonly documents: number;
  readonly bytes: number;
  readonly records: number;
}

/** The equations of the gate for what a tree is known to hold. */
export function checkBooks(
  { documents, bytes, records }: ReadAmount,
  counts: RunCounts,
): readonly ClosureCheck[] {
  return [
    check('records read = records with a disposition', records, toRecordCounts(counts).read),
    check('documents read = documents stored', documents, counts.documents),
    check('bytes read = bytes of the stored documents', bytes, counts.bytes),
    check('documents whose bytes ≠ records + envelope + separators', 0, counts.documentsThatDoNotAddUp),
    check('documents without all of their bytes', 0, counts.documentsWithoutTheirBytes),
    check('ledger entries without document or run, links without entry', 0, counts.orphanedEntries),
    check('ledger links to rows that are not there', 0, counts.danglingRows),
    check('quarantined records ≠ quarantine rows', 0, counts.quarantineMismatches),
  ];
}

function check(name: string, expected: number, actual: number): ClosureCheck {
  return { name, expected, actual, holds: expected === actual };
}
