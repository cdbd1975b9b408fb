import type {
  ClosureCheck,
  RecordCounts,
  RunCounts,
  RunReport,
  TableCounts,
  TableName,
} from '@cortex/domain';
import { sqlTableName, tableSpecs } from '@cortex/domain';

import type { ScannedTree } from '../scan/scanned-tree';
import type { LoadResult } from './load-tree';

export interface ReportParts {
  readonly run: RunReport['run'];
  readonly tree: ScannedTree;
  readonly load: LoadResult;
  readonly records: RecordCounts;
  /** null: no database was asked. */
  readonly counts: RunCounts | null;
  readonly closure: readonly ClosureCheck[];
  readonly failure: RunReport['failure'];
  readonly timingsMs: Readonly<Record<string, number>>;
}

export function buildReport(parts: ReportParts): RunReport {
  const { run, tree, load, records, closure, failure, timingsMs } = parts;
  const { manifestHash: hash, documents, bytes } = tree.summary;
  const notes = tree.notes.entries();
  return {
    schemaVersion: 1,
    run,
    manifest: { hash, documents, bytes },
    records,
    tables: tableCounts(parts),
    closes: closure.length > 0 && closure.every(({ holds }) => holds),
    closure,
    verification: 'not-run',
    derived: notes.filter(({ code }) => code === 'value-derived'),
    repairs: listRepairs(tree),
    decisions: notes.filter(({ code }) => code !== 'value-derived'),
    quarantine: load.quarantine,
    kinds: countKinds(tree),
    changedDuringRun: [...tree.summary.reread, ...tree.summary.heldBack],
    vanished: load.vanished,
    warnings: listWarnings(tree, load),
    failure,
    timingsMs,
  };
}

/** Rows that the migrations bring with them, for predictions without a database. */
export const seededRows: Readonly<Partial<Record<string, number>>> = { agents: 1, users: 1 };

function tableCounts({ load, counts }: ReportParts): Record<string, TableCounts> {
  const names = Object.keys(tableSpecs).filter((name): name is TableName => name in tableSpecs);
  return Object.fromEntries(
    names.map((table) => {
      const planned = load.tables.get(table) ?? { inserted: 0, updated: 0, unchanged: 0 };
      const stored = counts?.tables[sqlTableName(table)];
      const seeds = stored?.seeds ?? (seededRows[table] ?? 0) - (load.claimedSeeds.get(table) ?? 0);
      const total = stored?.total ?? planned.inserted + (seededRows[table] ?? 0);
      return [
        sqlTableName(table),
        { ...planned, total, stubs: stored?.stubs ?? load.stubs.get(table) ?? 0, seeds },
      ];
    }),
  );
}

function listRepairs(tree: ScannedTree): RunReport['repairs'] {
  return tree.documents.flatMap(({ head, tail }) => {
    const counts = new Map<string, number>();
    for (const { rule } of tail.repairs) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return [...counts].map(([rule, count]) => ({
      path: head.pathText,
      member: head.memberText,
      rule,
      count,
    }));
  });
}

function countKinds(tree: ScannedTree): RunReport['kinds'] {
  const kinds = new Map<string, { kind: string; documents: number; records: number; bytes: number }>();
  for (const { head, tail, records } of tree.documents) {
    const known = kinds.get(head.kind) ?? { kind: head.kind, documents: 0, records: 0, bytes: 0 };
    known.documents += 1;
    known.records += records;
    known.bytes += tail.size;
    kinds.set(head.kind, known);
  }
  return [...kinds.values()].sort(
    (left, right) => right.records - left.records || left.kind.localeCompare(right.kind),
  );
}

function listWarnings(tree: ScannedTree, load: LoadResult): readonly string[] {
  const { heldBack, reread, skipped } = tree.summary;
  return [
    ...heldBack.map(
      (path) => `${path}: changed at every attempt to read it and was held back; run again when it is quiet.`,
    ),
    ...reread.map((path) => `${path}: changed while it was read and was read again.`),
    ...skipped.map(({ path, reason }) => `${path}: not followed (${reason}).`),
    ...load.vanished.map(
      (path) => `${path}: no longer in the tree; its document and rows stay in the database.`,
    ),
    ...[...load.refused].map(
      ([table, rows]) =>
        `${sqlTableName(table)}: PostgreSQL refused ${rows} of the rows; what they are made of stays in the archive.`,
    ),
  ];
}
