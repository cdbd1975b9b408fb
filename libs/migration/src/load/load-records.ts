import type { LedgerEntry, NewLedgerEntry, NewQuarantine, RecordCounts, RunReport } from '@cortex/domain';

import type { SpooledChunk } from '../scan/scanned-tree';
import { readChunk } from '../scan/scan-tree';
import { appendRecordRows } from './append-record-rows';
import type { DecidedRecord, PreviousLedger } from './decide-record';
import { decideRecord } from './decide-record';
import type { DocumentTarget } from './load-documents';
import type { LoadContext } from './load-context';
import { tallyOf } from './load-context';
import { createPreviousLedger } from './previous-ledger';
import { QuarantineSummary } from './quarantine-summary';

export type RecordTally = { -readonly [K in keyof RecordCounts]: number };

/** Records larger than this are found in the archive when they are quarantined, not copied. */
const MAX_QUARANTINE_BYTES = 8 * 1024 * 1024;

export interface LoadedRecords {
  readonly tally: RecordTally;
  readonly quarantine: RunReport['quarantine'];
}

/** Second pass, last half: events, the ledger and the quarantine, chunk by chunk in the order of the tree. */
export async function loadRecords(context: LoadContext, targets: readonly DocumentTarget[]): Promise<LoadedRecords> {
  const quarantine = new QuarantineSummary();
  const tally: RecordTally = { read: 0, inserted: 0, updated: 0, unchanged: 0, duplicate: 0, quarantined: 0, archivedOnly: 0 };
  const stubs = stubsByRecord(context);
  let document = -1;
  let previous: PreviousLedger = { take: () => null };
  for (const chunk of context.tree.chunks) {
    const target = targets[chunk.document];
    if (target === undefined) throw new TypeError(`document ${chunk.document} was not loaded before its records`);
    if (chunk.document !== document) previous = await createPreviousLedger(context.store, target);
    document = chunk.document;
    await loadChunk(context, { chunk, target, previous, stubs, tally, quarantine });
    context.onProgress({ records: chunk.records });
  }
  return { tally, quarantine: quarantine.result() };
}

interface ChunkParts {
  readonly chunk: SpooledChunk;
  readonly target: DocumentTarget;
  readonly previous: PreviousLedger;
  readonly stubs: ReadonlyMap<string, readonly StubRow[]>;
  readonly tally: RecordTally;
  readonly quarantine: QuarantineSummary;
}

async function loadChunk(context: LoadContext, parts: ChunkParts): Promise<void> {
  const { chunk, target, previous, stubs, tally } = parts;
  const records = readChunk(context.tree.recordSpool, chunk);
  const last = records.at(-1)?.o ?? chunk.firstOrdinal;
  const entries = await storedEntries(context, target, { from: chunk.firstOrdinal, to: last + 1 });
  const decided = records.map((record) =>
    decideRecord(record, { context, position: chunk.document, target, stored: entries.get(record.o), previous, stubs: stubs.get(`${chunk.document}:${record.o}`) ?? [] }),
  );
  await writeChunk(context, { chunk, target, decided });
  const document = context.tree.documents[chunk.document];
  for (const record of decided) {
    count(context, tally, record);
    if (record.counted === 'quarantined' && document !== undefined) parts.quarantine.add(document, record);
  }
}

async function storedEntries(
  { store }: LoadContext,
  target: DocumentTarget,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, LedgerEntry>> {
  if (!target.isStored || store === null) return new Map();
  const entries = await store.ledgerOf(target.documentId, from, to);
  return new Map(entries.map((entry) => [entry.ordinal, entry]));
}

async function writeChunk(
  context: LoadContext,
  { chunk, target, decided }: { readonly chunk: SpooledChunk; readonly target: DocumentTarget; readonly decided: readonly DecidedRecord[] },
): Promise<void> {
  const writes = decided.filter(({ write }) => write);
  if (writes.length === 0) return;
  const contentHash = context.tree.documents[chunk.document]?.tail.sha256.toString('hex') ?? '';
  const header = { phase: 'records' as const, contentHash: `${contentHash}:${chunk.firstOrdinal}`, records: writes.length, bytes: chunk.bytes };
  await context.sink.commit(header, async (writer) => {
    const rows = await appendRecordRows(writer, writes);
    await writer.writeLedger(writes.map((record) => ledgerEntry(record, target)));
    const quarantined = writes.filter(({ disposition }) => disposition === 'quarantined');
    if (quarantined.length > 0) await writer.insertQuarantine(quarantined.map((record) => quarantineOf(context, record, { chunk, target })));
    return rows;
  });
}

function ledgerEntry({ record, disposition, reason, rows, replaces }: DecidedRecord, target: DocumentTarget): NewLedgerEntry {
  return {
    documentId: target.documentId,
    ordinal: record.o,
    parentOrdinal: record.p,
    kind: record.k,
    pointer: record.r,
    byteOffset: record.s,
    byteLength: record.l,
    sha256: record.h,
    disposition,
    reason,
    rows,
    replaces,
  };
}

function quarantineOf(
  { tree }: LoadContext,
  { record, reason, detail }: DecidedRecord,
  { chunk, target }: { readonly chunk: SpooledChunk; readonly target: DocumentTarget },
): NewQuarantine {
  const document = tree.documents[chunk.document];
  if (document === undefined) throw new TypeError(`the chunk is of document ${chunk.document}, which the tree does not have`);
  const { head, bytesAt } = document;
  const fits = bytesAt !== null && record.l <= MAX_QUARANTINE_BYTES;
  return {
    documentId: target.documentId,
    ordinal: record.o,
    path: head.path,
    pathText: head.pathText,
    member: head.member,
    byteOffset: record.s,
    byteLength: record.l,
    reason: reason ?? 'undecodable',
    detail,
    raw: fits ? tree.byteSpool.read(bytesAt + record.s, record.l) : null,
  };
}

const TALLY_FIELD = {
  inserted: 'inserted',
  updated: 'updated',
  unchanged: 'unchanged',
  duplicate: 'duplicate',
  quarantined: 'quarantined',
  'archived-only': 'archivedOnly',
} as const;

function count(context: LoadContext, tally: RecordTally, record: DecidedRecord): void {
  tally.read += 1;
  tally[TALLY_FIELD[record.counted]] += 1;
  for (const { table, isNew } of record.appended) {
    const rows = tallyOf(context.tables, table);
    if (isNew) rows.inserted += 1;
    else rows.unchanged += 1;
  }
}

export interface StubRow {
  readonly table: 'agents' | 'tasks' | 'assets' | 'users' | 'governancePolicies';
  readonly key: string;
}

/** Stubs by the record that asked for them first. */
function stubsByRecord({ resolution }: LoadContext): ReadonlyMap<string, readonly StubRow[]> {
  const stubs = new Map<string, StubRow[]>();
  for (const table of ['agents', 'tasks', 'assets', 'users', 'governancePolicies'] as const) {
    for (const { key, stubFor } of resolution.groups.get(table) ?? []) {
      if (stubFor === null) continue;
      const at = `${stubFor.document}:${stubFor.ordinal}`;
      stubs.set(at, [...(stubs.get(at) ?? []), { table, key }]);
    }
  }
  return stubs;
}
