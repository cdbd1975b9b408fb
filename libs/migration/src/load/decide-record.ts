import type { AppendTable, Disposition, LedgerEntry, LedgerRow, QuarantineReason } from '@cortex/domain';

import type { Resolution } from '../resolve/resolution';
import type { SpooledFact, SpooledRecord } from '../scan/scanned-tree';
import type { DocumentTarget } from './load-documents';
import type { LoadContext, RowOutcome } from './load-context';
import type { StubRow } from './stubs-by-record';

/** A record with its disposition; `rows` is completed when the append rows have their numbers. */
export interface DecidedRecord {
  readonly record: SpooledRecord;
  disposition: Disposition;
  /** As the report counts it: a quiet rerun counts what an earlier run did as unchanged. */
  counted: Disposition;
  reason: QuarantineReason | null;
  detail: string;
  readonly rows: LedgerRow[];
  /** The ledger has to be written; false when it already says so. */
  readonly write: boolean;
  readonly replaces: boolean;
  /** Rows of its own that are still to be inserted. */
  readonly pending: readonly PendingRow[];
  readonly appended: { readonly table: AppendTable; readonly isNew: boolean }[];
}

export interface PendingRow {
  readonly table: AppendTable;
  readonly references: readonly (string | null)[];
  readonly encodedTail: string;
  readonly role: 'primary' | 'secondary';
}

/** Rows of the document's former version, by the record's sha256; each is given out once. */
export interface PreviousLedger {
  take(sha256: string): readonly LedgerRow[] | null;
}

export interface RecordParts {
  readonly context: {
    readonly resolution: Pick<Resolution, 'targets' | 'duplicates' | 'deleted' | 'canonicalId'>;
    readonly outcomes: LoadContext['outcomes'];
    readonly sink: Pick<LoadContext['sink'], 'runId'>;
  };
  readonly position: number;
  readonly target: DocumentTarget;
  readonly stored: LedgerEntry | undefined;
  readonly previous: PreviousLedger;
  readonly stubs: readonly StubRow[];
}

/** Pure but for taking a former row: what becomes of one record, given what became of its rows. */
export function decideRecord(record: SpooledRecord, parts: RecordParts): DecidedRecord {
  return isNewEvent(record, parts) ? decideNewEvent(record, parts) : decideAnyRecord(record, parts);
}

/** The usual line of a log that is read for the first time: a row of its own, and nothing else to be looked at. */
function isNewEvent({ q, f }: SpooledRecord, { stored, stubs, target }: RecordParts): boolean {
  if (q !== undefined || stored !== undefined || target.previousId !== null || stubs.length > 0) return false;
  return f !== undefined && f.length > 0 && f.every(isAppendFact);
}

/** What `decideAnyRecord` would say of it, without asking: a million lines pay for every question. */
function decideNewEvent(record: SpooledRecord, parts: RecordParts): DecidedRecord {
  return {
    record,
    disposition: 'inserted',
    counted: 'inserted',
    reason: null,
    detail: '',
    rows: [],
    write: true,
    replaces: false,
    pending: pendingRows(record.f ?? [], record, parts),
    appended: [],
  };
}

function decideAnyRecord(record: SpooledRecord, parts: RecordParts): DecidedRecord {
  const facts = record.f ?? [];
  const shared = sharedRows(facts, parts);
  const former =
    parts.stored?.rows.filter(isAppended) ??
    (facts.some(isAppendFact) ? parts.previous.take(record.h) : null);
  const pending = former === null || former.length === 0 ? pendingRows(facts, record, parts) : [];
  const { disposition, reason, detail } = dispose(record, {
    parts,
    hasFormerRows: former !== null && former.length > 0,
  });
  const rows = distinctRows([
    ...shared,
    ...(former ?? []),
    ...madeStubs(parts).map((stub) => ({ ...stub, role: 'stub' as const })),
  ]);
  const quarantined = disposition === 'quarantined';
  const write = needsWriting(parts.stored, disposition, parts.context.sink.runId);
  return {
    record,
    disposition,
    counted: write ? disposition : countedAs(parts.stored, disposition, parts.context.sink.runId),
    reason,
    detail,
    rows: quarantined ? [] : rows,
    write,
    replaces: parts.stored !== undefined,
    pending: quarantined || !write ? [] : pending,
    appended: (former ?? []).flatMap(({ table }) => (isAppendTable(table) ? [{ table, isNew: false }] : [])),
  };
}

interface Disposed {
  readonly disposition: Disposition;
  readonly reason: QuarantineReason | null;
  readonly detail: string;
}

function dispose(
  record: SpooledRecord,
  { parts, hasFormerRows }: { readonly parts: RecordParts; readonly hasFormerRows: boolean },
): Disposed {
  if (record.q !== undefined)
    return { disposition: 'quarantined', reason: record.q.reason, detail: record.q.detail };
  const [primary] = record.f ?? [];
  if (primary === undefined) return plain('archived-only');
  // Also when it is not the primary row: a row that is silently missing is worse than a record that is put aside.
  if (record.f?.some((fact) => rowOutcome(fact, parts) === 'refused')) return disposeByRow('refused');
  if ('a' in primary) return plain(hasFormerRows ? 'unchanged' : 'inserted');
  if (parts.context.resolution.deleted.has(primary.e)) return plain('archived-only');
  if (parts.context.resolution.duplicates.has(primary.e)) return plain('duplicate');
  return disposeByRow(rowOutcome(primary, parts));
}

function rowOutcome(fact: SpooledFact, { context }: RecordParts): RowOutcome | undefined {
  const target = 'a' in fact ? undefined : context.resolution.targets[fact.e];
  return target === undefined ? undefined : context.outcomes.get(target.table, target.key);
}

function disposeByRow(outcome: RowOutcome | undefined): Disposed {
  switch (outcome) {
    case 'inserted':
    case 'updated':
    case 'unchanged':
      return plain(outcome);
    case 'kept':
      return plain('unchanged');
    case 'conflict':
      return {
        disposition: 'quarantined',
        reason: 'conflict',
        detail:
          'The tree and the database both changed this row since it was imported; the database was kept.',
      };
    default:
      return {
        disposition: 'quarantined',
        reason: 'database-limit',
        detail: 'PostgreSQL refused the row of this record.',
      };
  }
}

function plain(disposition: Disposition): Disposed {
  return { disposition, reason: null, detail: '' };
}

function sharedRows(facts: readonly SpooledFact[], { context }: RecordParts): LedgerRow[] {
  return facts.flatMap((fact, index) => {
    if ('a' in fact) return [];
    const target = context.resolution.targets[fact.e];
    if (target === undefined || context.outcomes.get(target.table, target.key) === 'refused') return [];
    const isPrimary = index === 0 && !context.resolution.duplicates.has(fact.e);
    return [
      {
        table: target.table,
        key: target.key,
        role: isPrimary ? ('primary' as const) : ('secondary' as const),
      },
    ];
  });
}

function madeStubs({ stubs, context }: RecordParts): readonly StubRow[] {
  return stubs.filter(({ table, key }) => context.outcomes.get(table, key) !== 'refused');
}

function pendingRows(
  facts: readonly SpooledFact[],
  record: SpooledRecord,
  { context, position }: RecordParts,
): PendingRow[] {
  const at = { document: position, ordinal: record.o };
  const rows: PendingRow[] = [];
  for (const [index, fact] of facts.entries()) {
    if (!isAppendFact(fact)) continue;
    const references = fact.r.map((id, column) => {
      const key = id === null ? '' : context.resolution.canonicalId(appendReference(fact.a, column), id, at);
      // None, or of a row that is not to be.
      return key === '' ? null : key;
    });
    const role = index === 0 ? ('primary' as const) : ('secondary' as const);
    rows.push({ table: fact.a, references, encodedTail: fact.t, role });
  }
  return rows;
}

const APPEND_REFERENCES = {
  auditLogs: ['agents', 'tasks', 'assets'],
  tokenBudgetHistory: ['agents', 'tasks'],
} as const;

function appendReference(table: AppendTable, column: number): 'agents' | 'tasks' | 'assets' {
  return APPEND_REFERENCES[table][column] ?? 'agents';
}

/** One link per row, the strongest role first. */
function distinctRows(rows: LedgerRow[]): LedgerRow[] {
  if (rows.length < 2) return rows;
  const seen = new Set<string>();
  return rows.filter(({ table, key }) => {
    const name = `${table}\n${key}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Inserted, updated and unchanged are one thing to a later run: the record has its row. */
function hasRow(disposition: Disposition): boolean {
  return disposition === 'inserted' || disposition === 'updated' || disposition === 'unchanged';
}

function needsWriting(
  stored: LedgerEntry | undefined,
  disposition: Disposition,
  runId: string | null,
): boolean {
  if (stored === undefined) return true;
  if (hasRow(stored.disposition) !== hasRow(disposition)) return true;
  if (!hasRow(disposition)) return stored.disposition !== disposition;
  return disposition !== 'unchanged' && stored.runId !== runId;
}

function countedAs(
  stored: LedgerEntry | undefined,
  disposition: Disposition,
  runId: string | null,
): Disposition {
  if (stored === undefined || !hasRow(stored.disposition)) return disposition;
  return stored.runId === runId ? stored.disposition : 'unchanged';
}

function isAppended({ table }: LedgerRow): boolean {
  return isAppendTable(table);
}

function isAppendTable(table: string): table is AppendTable {
  return table === 'auditLogs' || table === 'tokenBudgetHistory';
}

function isAppendFact(fact: SpooledFact): fact is Extract<SpooledFact, { a: AppendTable }> {
  return 'a' in fact;
}
