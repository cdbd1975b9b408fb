import { contractColumns, contractFields } from '@cortex/domain';
import type { AppendTable, SqlRow, SqlValue, TableName } from '@cortex/domain';

import type { LoadedTable } from '../resolve/resolution';
import { sharedTableOrder } from '../resolve/resolution';
import type { ImportedTree } from './imported-tree';
import { LIVE_EVENT_LOG, ROW_LOG } from './live-documents';
import type { RowChange } from './row-change';
import type { ValueComparison } from './same-value';

/** A row that the exported tree would not bring as the database has it. */
export interface RowDifference {
  readonly table: TableName;
  readonly key: string;
  /** null: there should be no such row. */
  readonly expected: Readonly<Record<string, SqlValue | undefined>> | null;
  /** Columns that differ; all of a row that is missing. */
  readonly fields: readonly string[];
}

export interface Comparing {
  readonly before: ImportedTree;
  readonly after: ImportedTree;
  readonly changes: readonly RowChange[];
  readonly comparison: ValueComparison;
}

/** Compares what the exported tree says with what the archived one says and the changes of the database make of that. */
export function compareTrees(comparing: Comparing): readonly RowDifference[] {
  return [
    ...sharedTableOrder
      .filter((table) => Object.hasOwn(contractColumns, table))
      .flatMap((table) => compareShared(table, comparing)),
    ...(['auditLogs', 'tokenBudgetHistory'] as const).flatMap((table) => compareAppended(table, comparing)),
  ];
}

type ExpectedRow = RowDifference['expected'];

function compareShared(table: LoadedTable, comparing: Comparing): readonly RowDifference[] {
  const { before, after, changes } = comparing;
  const changed = new Map(
    changes.flatMap((change) =>
      change.table === table && change.at === null ? [[change.key, change.live] as const] : [],
    ),
  );
  const expect = (key: string): ExpectedRow => {
    const live = changed.get(key);
    if (live !== undefined) return live;
    const group = before.groups(table).get(key);
    return group === undefined ? null : before.build(group).row;
  };
  const found = [...after.groups(table)].flatMap(([key, group]): readonly RowDifference[] => {
    const expected = expect(key);
    if (expected === null) return [{ table, key, expected, fields: [] }];
    const fields = differingFields(table, { built: after.build(group).row, expected }, comparing);
    return fields.length === 0 ? [] : [{ table, key, expected, fields }];
  });
  const missing = [...new Set([...before.groups(table).keys(), ...changed.keys()])].flatMap((key) => {
    const expected = after.groups(table).has(key) ? null : expect(key);
    return expected === null ? [] : [{ table, key, expected, fields: contractFields(table) }];
  });
  return [...found, ...missing];
}

interface Pair {
  readonly built: Readonly<Record<string, SqlValue | undefined>>;
  readonly expected: Readonly<Record<string, SqlValue | undefined>>;
}

function differingFields(
  table: TableName,
  { built, expected }: Pair,
  { comparison }: Comparing,
): readonly string[] {
  return contractFields(table).filter(
    (field) => !comparison.isSame({ table, field }, built[field], expected[field]),
  );
}

/** Rows of records' own, document by document, in their order; they have no key to be told apart by. */
function compareAppended(table: AppendTable, comparing: Comparing): readonly RowDifference[] {
  const { before, after } = comparing;
  const added = addedRows(table, comparing);
  const differences: RowDifference[] = [];
  const seen = new Set<number>();
  after.tree.documents.forEach(({ head }, document) => {
    const old = before.documentAt(head.path, head.member);
    if (old !== undefined) seen.add(old);
    const more = isLog(table, head.pathText) ? added : [];
    const expected = [...(old === undefined ? [] : expectedRows(table, old, comparing)), ...more];
    const built = rowsOfDocument(after, table, document);
    differences.push(...compareLists(table, { built, expected, name: head.pathText }, comparing));
  });
  before.tree.documents.forEach(({ head }, document) => {
    if (seen.has(document)) return;
    const expected = [...expectedRows(table, document, comparing)];
    differences.push(...compareLists(table, { built: [], expected, name: head.pathText }, comparing));
  });
  const hasLog = after.tree.documents.some(({ head }) => isLog(table, head.pathText));
  if (!hasLog) differences.push(...compareLists(table, { built: [], expected: added, name: '+' }, comparing));
  return differences;
}

function isLog(table: AppendTable, path: string): boolean {
  return path === (table === 'auditLogs' ? LIVE_EVENT_LOG : ROW_LOG);
}

function addedRows(table: AppendTable, { changes }: Comparing): readonly SqlRow[] {
  return changes.flatMap((change) =>
    change.table === table && change.imported === null && change.live !== null ? [change.live] : [],
  );
}

function* rowsOfDocument(tree: ImportedTree, table: AppendTable, document: number): Iterable<SqlRowLike> {
  for (const record of tree.records(document)) yield* tree.appendedRows(record, table, document);
}

type SqlRowLike = Readonly<Record<string, SqlValue | undefined>>;

function* expectedRows(
  table: AppendTable,
  document: number,
  { before, changes }: Comparing,
): Iterable<SqlRowLike> {
  const changed = new Map(
    changes.flatMap(({ table: of, at, live }) =>
      of === table && at?.document === document ? [[`${at.ordinal}\n${at.position}`, live] as const] : [],
    ),
  );
  for (const record of before.records(document)) {
    const rows = before.appendedRows(record, table, document);
    for (const [position, row] of rows.entries()) {
      const live = changed.get(`${record.o}\n${position}`);
      if (live === null) continue;
      yield live ?? row;
    }
  }
}

interface Lists {
  readonly built: Iterable<SqlRowLike>;
  readonly expected: Iterable<SqlRowLike>;
  readonly name: string;
}

function compareLists(
  table: AppendTable,
  { built, expected, name }: Lists,
  comparing: Comparing,
): readonly RowDifference[] {
  const differences: RowDifference[] = [];
  const rows = built[Symbol.iterator]();
  let position = 0;
  for (const wanted of expected) {
    const next = rows.next();
    const key = `${name}#${position}`;
    if (next.done === true) differences.push({ table, key, expected: wanted, fields: contractFields(table) });
    else {
      const fields = differingFields(table, { built: next.value, expected: wanted }, comparing);
      if (fields.length > 0) differences.push({ table, key, expected: wanted, fields });
    }
    position += 1;
  }
  for (let next = rows.next(); next.done !== true; next = rows.next())
    differences.push({ table, key: `${name}#${position}`, expected: null, fields: [] });
  return differences;
}
