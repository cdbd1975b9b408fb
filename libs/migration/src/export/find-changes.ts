import { contractColumns, contractFields } from '@cortex/domain';
import type { AppendTable, DatabaseSnapshot, LiveAppendedRow, LiveRow, TableName } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { LoadedTable, Row } from '../resolve/resolution';
import { sharedTableOrder } from '../resolve/resolution';
import type { SpooledRecord } from '../scan/scanned-tree';
import type { ImportedTree } from './imported-tree';
import { inventedKey } from './invented-key';
import type { RowChange } from './row-change';
import type { ValueComparison } from './same-value';

const APPEND_TABLES: readonly AppendTable[] = ['auditLogs', 'tokenBudgetHistory'];

export interface FoundChanges {
  readonly changes: readonly RowChange[];
  /** Rows that tree and database both changed: the record waits in quarantine, and keeps its bytes. */
  readonly conflicts: number;
}

export interface Finding {
  readonly snapshot: DatabaseSnapshot;
  readonly imported: ImportedTree;
  readonly comparison: ValueComparison;
}

/** What the database changed since the tree was migrated, in the columns of the contract. */
export async function findChanges(finding: Finding, signal: AbortSignal): Promise<FoundChanges> {
  const changes: RowChange[] = [];
  const conflicting = await conflictingRows(finding);
  for (const table of sharedTableOrder.filter(isInContract)) {
    for await (const rows of finding.snapshot.changedRows(table)) {
      signal.throwIfAborted();
      for (const row of rows) changes.push(...changeOf(table, row, { ...finding, conflicting }));
    }
  }
  for (const table of APPEND_TABLES) {
    changes.push(...(await appendedChanges(table, finding, signal)));
    for await (const rows of finding.snapshot.newAppendedRows(table)) {
      for (const live of rows)
        changes.push({ table, key: '', live, imported: null, fields: givenFields(table, live), at: null });
    }
  }
  return { changes, conflicts: conflicting.size };
}

function isInContract(table: LoadedTable): boolean {
  return Object.hasOwn(contractColumns, table);
}

function givenFields(table: TableName, row: Readonly<Record<string, unknown>>): readonly string[] {
  return contractFields(table).filter((field) => row[field] !== null && row[field] !== undefined);
}

interface SharedFinding extends Finding {
  readonly conflicting: ReadonlySet<string>;
}

function changeOf(table: LoadedTable, row: LiveRow, finding: SharedFinding): readonly RowChange[] {
  const { row: live, image } = row;
  const key = row.key === '' && live !== null ? inventedKey(table, live) : row.key;
  const group = finding.imported.groups(table).get(key);
  if (finding.conflicting.has(`${table}\n${key}`)) return [];
  if (group === undefined || group.stubFor !== null) {
    if (live === null && group === undefined) return [];
    if (live !== null && isUntouchedStub(table, live, { finding, key })) return [];
    return [
      { table, key, live, imported: null, fields: live === null ? [] : givenFields(table, live), at: null },
    ];
  }
  const { row: imported, image: built } = finding.imported.build(group);
  if (image !== null && image !== built) throw mappingChanged(table);
  if (live === null) return [{ table, key, live, imported, fields: [], at: null }];
  const fields = contractFields(table).filter(
    (field) => !finding.comparison.isSame({ table, field }, imported[field], live[field]),
  );
  return fields.length === 0 ? [] : [{ table, key, live, imported, fields, at: null }];
}

/** A stub that only its version tells from what the migrator made. */
function isUntouchedStub(
  table: LoadedTable,
  live: NonNullable<LiveRow['row']>,
  { finding, key }: { readonly finding: SharedFinding; readonly key: string },
): boolean {
  const group = finding.imported.groups(table).get(key);
  if (group === undefined) return false;
  const { row } = finding.imported.build(group);
  return contractFields(table).every((field) =>
    finding.comparison.isSame({ table, field }, row[field], live[field]),
  );
}

function mappingChanged(table: LoadedTable): CortexError {
  return new CortexError(
    'EXPORT_MAPPING_CHANGED',
    `A row of ${table} that was changed in the database would be imported otherwise by this version of the program. Run "quarantine replay" first, which imports the archive again, or export with --at last, without the changes.`,
    { fields: { table } },
  );
}

/** Rows whose record waits in quarantine because both sides changed them. */
async function conflictingRows({ snapshot, imported }: Finding): Promise<ReadonlySet<string>> {
  const rows = new Set<string>();
  for (const { path, member, ordinal } of await snapshot.conflicts()) {
    const document = imported.documentAt(path, member);
    if (document === undefined) continue;
    const [record] = [...imported.records(document)].filter(({ o }) => o === ordinal);
    const primary = record?.f?.find((fact) => 'e' in fact);
    const target =
      primary === undefined || !('e' in primary) ? undefined : imported.resolution.targets[primary.e];
    if (target !== undefined) rows.add(`${target.table}\n${target.key}`);
  }
  return rows;
}

/** Walks the records of the tree along with the rows of the database, which come in the same order. */
async function appendedChanges(
  table: AppendTable,
  finding: Finding,
  signal: AbortSignal,
): Promise<readonly RowChange[]> {
  const walk = new RecordWalk(table, finding);
  const changes: RowChange[] = [];
  for await (const rows of finding.snapshot.appendedRows(table)) {
    signal.throwIfAborted();
    for (const row of rows) changes.push(...walk.take(row));
  }
  return [...changes, ...walk.end()];
}

interface OpenRecord {
  readonly document: number;
  readonly ordinal: number;
  readonly live: LiveAppendedRow[];
}

class RecordWalk {
  private document: number | undefined = undefined;
  private records: Iterator<SpooledRecord> | null = null;
  private open: OpenRecord | null = null;

  constructor(
    private readonly table: AppendTable,
    private readonly finding: Finding,
  ) {}

  take(row: LiveAppendedRow): readonly RowChange[] {
    const document = this.finding.imported.documentAt(row.path, row.member);
    if (document === undefined) return [];
    if (this.open?.document === document && this.open.ordinal === row.ordinal) {
      this.open.live.push(row);
      return [];
    }
    const found = this.end();
    this.open = { document, ordinal: row.ordinal, live: [row] };
    return found;
  }

  end(): readonly RowChange[] {
    if (this.open === null) return [];
    const { document, ordinal, live } = this.open;
    this.open = null;
    const record = this.find(document, ordinal);
    const rows = record === null ? [] : this.finding.imported.appendedRows(record, this.table, document);
    // Rows that PostgreSQL refused have no link: which of them is which nobody can tell.
    if (rows.length !== live.length) return [];
    return live.flatMap((one, position) =>
      this.compare(one, rows[position] ?? {}, { document, ordinal, position }),
    );
  }

  private find(document: number, ordinal: number): SpooledRecord | null {
    if (this.document !== document) {
      this.document = document;
      this.records = this.finding.imported.records(document)[Symbol.iterator]();
    }
    for (
      let next = this.records?.next();
      next !== undefined && next.done !== true;
      next = this.records?.next()
    )
      if (next.value.o === ordinal) return next.value;
    return null;
  }

  private compare(
    { row: live, isEmptied }: LiveAppendedRow,
    imported: Row,
    at: NonNullable<RowChange['at']>,
  ): readonly RowChange[] {
    const { table } = this;
    if (isEmptied) return [];
    if (live === null) return [{ table, key: '', live, imported, fields: [], at }];
    const fields = contractFields(table).filter(
      (field) => !this.finding.comparison.isSame({ table, field }, imported[field], live[field]),
    );
    return fields.length === 0 ? [] : [{ table, key: '', live, imported, fields, at }];
  }
}
