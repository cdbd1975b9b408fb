import { createHash } from 'node:crypto';

import type { LedgerEntry, RecordCounts, RunReport } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import { standsInMended } from '../run/mended-record';
import { readChunk } from '../scan/read-chunk';
import type { ScannedDocument, SpooledChunk } from '../scan/scanned-tree';
import { appendRecordRows } from './append-record-rows';
import type { DecidedRecord, PreviousLedger } from './decide-record';
import { decideRecord } from './decide-record';
import type { DocumentTarget } from './load-documents';
import type { LoadContext } from './load-context';
import { tallyOf } from './load-context';
import { createPreviousLedger } from './previous-ledger';
import { OrderedWork } from './ordered-work';
import { QuarantineSummary } from './quarantine-summary';
import type { StubRow } from './stubs-by-record';
import { stubsByRecord } from './stubs-by-record';
import { toLedgerEntry, toQuarantine } from './to-ledger-entry';

export type RecordTally = { -readonly [K in keyof RecordCounts]: number };

export interface LoadedRecords {
  readonly tally: RecordTally;
  readonly quarantine: RunReport['quarantine'];
}

/** Second pass, last half: events, the ledger and the quarantine, chunk by chunk in the order of the tree. */
export async function loadRecords(
  context: LoadContext,
  targets: readonly DocumentTarget[],
): Promise<LoadedRecords> {
  const loader: RecordLoader = {
    context,
    targets,
    stubs: stubsByRecord(context.resolution),
    tally: { read: 0, inserted: 0, updated: 0, unchanged: 0, duplicate: 0, quarantined: 0, archivedOnly: 0 },
    quarantine: new QuarantineSummary(),
    previous: new Map(),
  };
  const writing = new OrderedWork(context.sink.parallelism);
  for (const batch of batchChunks(context.tree.chunks, context.chunkRows)) {
    const chunks = await decideBatch(loader, batch);
    await writing.add(
      () => writeBatch(context, batch, chunks),
      () => finishBatch(loader, batch, chunks),
    );
  }
  await writing.end();
  return { tally: loader.tally, quarantine: loader.quarantine.result() };
}

interface RecordLoader {
  readonly context: LoadContext;
  readonly targets: readonly DocumentTarget[];
  readonly stubs: ReadonlyMap<string, readonly StubRow[]>;
  readonly tally: RecordTally;
  readonly quarantine: QuarantineSummary;
  /** Ledgers of superseded documents, of the documents of the current batch only: they can be large. */
  readonly previous: Map<number, PreviousLedger>;
}

/** Small documents share a transaction: a commit costs as much as the records of a usual file. */
function* batchChunks(
  chunks: readonly SpooledChunk[],
  maxRecords: number,
): Iterable<readonly SpooledChunk[]> {
  let batch: SpooledChunk[] = [];
  let records = 0;
  for (const chunk of chunks) {
    if (batch.length > 0 && records + chunk.records > maxRecords) {
      yield batch;
      batch = [];
      records = 0;
    }
    batch.push(chunk);
    records += chunk.records;
  }
  if (batch.length > 0) yield batch;
}

interface DecidedChunk {
  readonly document: ScannedDocument;
  readonly target: DocumentTarget;
  readonly decided: readonly DecidedRecord[];
}

async function decideBatch(
  loader: RecordLoader,
  batch: readonly SpooledChunk[],
): Promise<readonly DecidedChunk[]> {
  const stored = await storedEntries(loader, batch);
  await openPreviousLedgers(loader, batch, stored);
  return batch.map((chunk) => decideChunk(loader, chunk, stored));
}

function finishBatch(
  loader: RecordLoader,
  batch: readonly SpooledChunk[],
  chunks: readonly DecidedChunk[],
): void {
  loader.context.onProgress({ records: batch.reduce((sum, { records }) => sum + records, 0) });
  for (const { document, decided } of chunks) {
    for (const record of decided) count(loader, document, record);
  }
}

function decideChunk(
  loader: RecordLoader,
  chunk: SpooledChunk,
  stored: ReadonlyMap<string, LedgerEntry>,
): DecidedChunk {
  const { context, stubs } = loader;
  const position = chunk.document;
  const target = targetOf(loader, chunk);
  const document = context.tree.documents[position];
  if (document === undefined)
    throw new CortexError('INTERNAL', `A chunk is of document ${position}, which the tree does not have.`);
  const previous = loader.previous.get(position) ?? NO_LEDGER;
  const decided = readChunk(context.tree.recordSpool, chunk).map((record) =>
    decideRecord(record, {
      context,
      position,
      target,
      stored: target.isStored ? stored.get(`${target.documentId}:${record.o}`) : undefined,
      previous,
      stubs: stubs.get(`${position}:${record.o}`) ?? [],
    }),
  );
  return { document, target, decided };
}

const NO_LEDGER: PreviousLedger = { take: () => null };

async function storedEntries(
  loader: RecordLoader,
  batch: readonly SpooledChunk[],
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const ranges = batch.flatMap((chunk) => {
    const { documentId, isStored } = targetOf(loader, chunk);
    return isStored
      ? [{ documentId, fromOrdinal: chunk.firstOrdinal, toOrdinal: chunk.firstOrdinal + chunk.records }]
      : [];
  });
  const { store } = loader.context;
  if (store === null || ranges.length === 0) return new Map();
  const entries = await store.ledgerOf(ranges);
  return new Map(entries.map((entry) => [`${entry.documentId}:${entry.ordinal}`, entry]));
}

async function openPreviousLedgers(
  loader: RecordLoader,
  batch: readonly SpooledChunk[],
  stored: ReadonlyMap<string, LedgerEntry>,
): Promise<void> {
  const wanted = new Set(
    batch.filter((chunk) => !isComplete(loader, chunk, stored)).map(({ document }) => document),
  );
  // Kept until the document is through: of chunks that are still being written the database does not know what they took.
  const open = new Set(batch.map(({ document }) => document));
  for (const position of loader.previous.keys()) {
    if (!open.has(position)) loader.previous.delete(position);
  }
  for (const position of wanted) {
    const target = loader.targets[position];
    if (target === undefined || target.previousId === null || loader.previous.has(position)) continue;
    loader.previous.set(position, await createPreviousLedger(loader.context.store, target));
  }
}

/** All of its records are in the ledger: an unchanged document asks for no former ones. */
function isComplete(
  loader: RecordLoader,
  chunk: SpooledChunk,
  stored: ReadonlyMap<string, LedgerEntry>,
): boolean {
  const { documentId, isStored } = targetOf(loader, chunk);
  if (!isStored) return false;
  const last = chunk.firstOrdinal + chunk.records;
  for (let ordinal = chunk.firstOrdinal; ordinal < last; ordinal += 1) {
    if (!stored.has(`${documentId}:${ordinal}`)) return false;
  }
  return true;
}

async function writeBatch(
  context: LoadContext,
  batch: readonly SpooledChunk[],
  chunks: readonly DecidedChunk[],
): Promise<void> {
  const writes = chunks.map((chunk) => ({ ...chunk, decided: chunk.decided.filter(({ write }) => write) }));
  const records = writes.reduce((sum, { decided }) => sum + decided.length, 0);
  if (records === 0) return;
  const bytes = batch.reduce((sum, chunk) => sum + chunk.bytes, 0);
  await context.sink.commit(
    { phase: 'records', contentHash: hashOf(batch, chunks), records, bytes },
    async (writer) => {
      const rows = await appendRecordRows(
        writer,
        writes.flatMap(({ decided }) => decided),
      );
      await writer.writeLedger(
        writes.flatMap(({ document, target, decided }) =>
          decided.map((record) =>
            toLedgerEntry(record, target, standsInMended(context.mended, document, record.record)),
          ),
        ),
      );
      const quarantined = writes.flatMap(({ document, target, decided }) =>
        decided
          .filter(({ disposition }) => disposition === 'quarantined')
          .map((record) => toQuarantine(context.tree, record, { document, target })),
      );
      if (quarantined.length > 0) await writer.insertQuarantine(quarantined);
      return rows;
    },
  );
}

function hashOf(batch: readonly SpooledChunk[], chunks: readonly DecidedChunk[]): string {
  const hash = createHash('sha256');
  chunks.forEach(({ document }, index) =>
    hash.update(document.tail.sha256).update(`:${batch[index]?.firstOrdinal ?? 0};`),
  );
  return hash.digest('hex');
}

function targetOf({ targets }: RecordLoader, chunk: SpooledChunk): DocumentTarget {
  const target = targets[chunk.document];
  if (target === undefined)
    throw new CortexError('INTERNAL', `Document ${chunk.document} was not loaded before its records.`);
  return target;
}

const TALLY_FIELD = {
  inserted: 'inserted',
  updated: 'updated',
  unchanged: 'unchanged',
  duplicate: 'duplicate',
  quarantined: 'quarantined',
  'archived-only': 'archivedOnly',
} as const;

function count(
  { context, tally, quarantine }: RecordLoader,
  document: ScannedDocument,
  record: DecidedRecord,
): void {
  tally.read += 1;
  tally[TALLY_FIELD[record.counted]] += 1;
  for (const { table, isNew } of record.appended) {
    const rows = tallyOf(context.tables, table);
    if (isNew) rows.inserted += 1;
    else rows.unchanged += 1;
  }
  if (record.counted === 'quarantined') quarantine.add(document, record);
}
