import type {
  DocumentHead,
  DocumentKind,
  DocumentName,
  DocumentTail,
  JsonNode,
  Mapping,
  OpenSpool,
  ProgressAmount,
  SourceRecord,
  Spool,
  TreeReader,
  TreeVisitor,
} from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';

import type { DocumentNormaliser, Normaliser } from '../normalise/create-normaliser';

import { createFactIndex } from './create-fact-index';
import type { FactIndexBuilder } from './create-fact-index';
import { createNoteCounter } from './create-note-counter';
import type { ScannedDocument, ScannedTree, SpooledChunk, SpooledRecord, SpoolSlice } from './scanned-tree';
import { spoolRecord } from './spool-record';

export interface ScanDependencies {
  readonly reader: TreeReader;
  readonly normaliser: Normaliser;
  readonly openSpool: OpenSpool;
  readonly chunkRecords: number;
  readonly onProgress: (done: ProgressAmount) => void;
}

/** First pass: reads the tree once, maps every record, and leaves what the resolver and the loader need. */
export async function scanTree(deps: ScanDependencies, signal: AbortSignal): Promise<ScannedTree> {
  const scan = new TreeScan(deps);
  hitFailpoint('scan.begin');
  const summary = await deps.reader.readTree(scan, signal);
  hitFailpoint('scan.end');
  return { summary, ...scan.result() };
}

/** Records are written to the spool when their JSON exceeds this, whatever the number of records. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** The visitor: state of the document that is being read, and what is complete so far. */
class TreeScan implements TreeVisitor {
  private readonly documents: ScannedDocument[] = [];
  private readonly chunks: SpooledChunk[] = [];
  private readonly notes = createNoteCounter();
  private readonly byteSpool: Spool;
  private readonly factSpool: Spool;
  private readonly recordSpool: Spool;
  private readonly index: FactIndexBuilder;
  private done = { documents: 0, records: 0, bytes: 0 };
  private open: OpenDocument | null = null;

  constructor(private readonly deps: ScanDependencies) {
    this.byteSpool = deps.openSpool();
    this.factSpool = deps.openSpool();
    this.recordSpool = deps.openSpool();
    this.index = createFactIndex(this.factSpool);
  }

  kindOf(name: DocumentName): DocumentKind {
    return this.deps.normaliser.kindOf(name);
  }

  begin(head: DocumentHead): void {
    const normaliser = this.deps.normaliser.begin(head);
    const marks = { bytes: this.byteSpool.size, records: this.recordSpool.size };
    this.open = {
      head,
      normaliser,
      marks,
      lines: [],
      lineBytes: 0,
      spanBytes: 0,
      firstOrdinal: 0,
      chunks: [],
      notes: [],
      records: 0,
      quarantined: 0,
    };
  }

  bytes(chunk: Uint8Array): void {
    this.byteSpool.append(chunk);
  }

  records(batch: readonly SourceRecord[]): void {
    const open = this.current();
    for (const record of batch) this.take(open, record);
    this.deps.onProgress({ ...this.done, records: this.done.records + open.records });
  }

  end(tail: DocumentTail): void {
    const open = this.current();
    this.flush(open);
    const doc = this.spoolDocument(open, tail.root);
    const { root: _root, ...rest } = tail;
    const bytesAt = open.head.member === null ? open.marks.bytes : null;
    const { head, records, quarantined } = open;
    this.documents.push({ head, tail: rest, bytesAt, doc, records, quarantined });
    this.index.commit();
    this.chunks.push(...open.chunks);
    for (const note of open.notes) this.notes.add(note.code, note.subject);
    this.done = {
      documents: this.done.documents + 1,
      records: this.done.records + records,
      bytes: this.done.bytes + tail.size,
    };
    this.open = null;
    this.deps.onProgress(this.done);
    hitFailpoint('scan.document');
  }

  discard(): void {
    const open = this.current();
    this.byteSpool.truncate(open.marks.bytes);
    this.recordSpool.truncate(open.marks.records);
    this.index.rollback();
    this.open = null;
  }

  result(): Omit<ScannedTree, 'summary'> {
    const { documents, chunks, notes, byteSpool, factSpool, recordSpool } = this;
    const { facts, references } = this.index;
    return {
      documents,
      chunks,
      notes,
      facts,
      references,
      byteSpool,
      factSpool,
      recordSpool,
      records: this.done.records,
    };
  }

  private take(open: OpenDocument, record: SourceRecord): void {
    const mapping = open.normaliser.map(record);
    for (const note of mapping.notes) open.notes.push(note);
    const line = spoolRecord(record, mapping, { index: this.index, document: this.documents.length });
    if (open.lines.length === 0) open.firstOrdinal = record.ordinal;
    open.lines.push(line);
    open.records += 1;
    open.lineBytes += approximateSize(line);
    if (record.parentOrdinal === null) open.spanBytes += record.length;
    if (line.q !== undefined) open.quarantined += 1;
    if (open.lines.length >= this.deps.chunkRecords || open.lineBytes >= CHUNK_BYTES) this.flush(open);
  }

  private flush(open: OpenDocument): void {
    if (open.lines.length === 0) return;
    const bytes = Buffer.from(JSON.stringify(open.lines));
    const offset = this.recordSpool.append(bytes);
    open.chunks.push({
      document: this.documents.length,
      firstOrdinal: open.firstOrdinal,
      records: open.lines.length,
      bytes: open.spanBytes,
      offset,
      length: bytes.length,
    });
    open.lines = [];
    open.lineBytes = 0;
    open.spanBytes = 0;
  }

  private spoolDocument(open: OpenDocument, root: JsonNode | null): SpoolSlice | null {
    const text = root === null ? null : open.normaliser.documentText(root);
    if (text === null) return null;
    const bytes = Buffer.from(text);
    return { offset: this.factSpool.append(bytes), length: bytes.length };
  }

  private current(): OpenDocument {
    if (this.open === null)
      throw new CortexError('INTERNAL', 'The reader spoke of a document that it did not begin.');
    return this.open;
  }
}

interface OpenDocument {
  readonly head: DocumentHead;
  readonly normaliser: DocumentNormaliser;
  readonly marks: { readonly bytes: number; readonly records: number };
  lines: SpooledRecord[];
  lineBytes: number;
  spanBytes: number;
  firstOrdinal: number;
  readonly chunks: SpooledChunk[];
  readonly notes: Mapping['notes'][number][];
  records: number;
  quarantined: number;
}

function approximateSize(line: SpooledRecord): number {
  let size = 160;
  for (const fact of line.f ?? []) size += 'a' in fact ? fact.t.length + 40 : 12;
  return size;
}
