import type {
  DocumentHead,
  DocumentKind,
  DocumentName,
  DocumentTail,
  JsonNode,
  OpenSpool,
  ProgressAmount,
  SourceRecord,
  Spool,
  TreeReader,
  TreeVisitor,
} from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';

import type { DocumentNormaliser, Normaliser } from '../normalise/create-normaliser';

import { PartBuilder } from './part-builder';
import type { PartPlace } from './part-builder';
import { RecordPack } from './record-pack';
import type { ScannedDocument, ScannedTree, SpoolSlice } from './scanned-tree';
import { TreeAssembly } from './tree-assembly';

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

/** The visitor: state of the document that is being read, and what is complete so far. */
class TreeScan implements TreeVisitor {
  private readonly documents: ScannedDocument[] = [];
  private readonly assembly = new TreeAssembly();
  private readonly byteSpool: Spool;
  private readonly place: PartPlace;
  private done = { documents: 0, records: 0, bytes: 0 };
  private open: OpenDocument | null = null;

  constructor(private readonly deps: ScanDependencies) {
    this.byteSpool = deps.openSpool();
    this.place = { facts: deps.openSpool(), records: deps.openSpool(), pack: new RecordPack() };
  }

  kindOf(name: DocumentName): DocumentKind {
    return this.deps.normaliser.kindOf(name);
  }

  begin(head: DocumentHead): void {
    const normaliser = this.deps.normaliser.begin(head);
    const part = new PartBuilder(this.place, this.deps.chunkRecords);
    this.open = { head, normaliser, part, bytesAt: this.byteSpool.size };
  }

  bytes(chunk: Uint8Array): void {
    this.byteSpool.append(chunk);
  }

  records(batch: readonly SourceRecord[]): void {
    const { normaliser, part } = this.current();
    for (const record of batch) part.add(record, normaliser.map(record));
    this.deps.onProgress({ ...this.done, records: this.done.records + part.records });
  }

  end(tail: DocumentTail): void {
    const open = this.current();
    const part = open.part.finish();
    const doc = this.spoolDocument(open, tail.root);
    const { root: _root, ...rest } = tail;
    const bytesAt = open.head.member === null ? open.bytesAt : null;
    const { records, quarantined } = part;
    this.assembly.take(part, { document: this.documents.length, ordinal: 0 });
    this.documents.push({ head: open.head, tail: rest, bytesAt, doc, records, quarantined });
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
    this.byteSpool.truncate(open.bytesAt);
    open.part.discard();
    this.open = null;
  }

  result(): Omit<ScannedTree, 'summary'> {
    const { documents, byteSpool, place } = this;
    const { chunks, notes, facts, references } = this.assembly;
    return {
      documents,
      chunks,
      notes,
      facts,
      references,
      byteSpool,
      factSpool: place.facts,
      recordSpool: place.records,
      records: this.done.records,
    };
  }

  private spoolDocument(open: OpenDocument, root: JsonNode | null): SpoolSlice | null {
    const text = root === null ? null : open.normaliser.documentText(root);
    if (text === null) return null;
    const bytes = Buffer.from(text);
    return { offset: this.place.facts.append(bytes), length: bytes.length };
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
  readonly part: PartBuilder;
  readonly bytesAt: number;
}
