import type {
  DocumentHead,
  DocumentKind,
  DocumentName,
  DocumentTail,
  SourceRecord,
  TreeSummary,
  TreeVisitor,
} from '@cortex/domain';
import { createTreeReader, type TreeReaderOptions } from '../create-tree-reader';
import { MemoryFiles } from './memory-files';

/** A document as a visitor was told of it. */
export interface CollectedDocument {
  readonly head: DocumentHead;
  readonly bytes: Buffer;
  readonly records: readonly SourceRecord[];
  readonly tail: DocumentTail;
}

export interface CollectedTree {
  readonly documents: readonly CollectedDocument[];
  readonly summary: TreeSummary;
  readonly discarded: readonly string[];
}

export type KindOf = (name: DocumentName) => DocumentKind;

/** A kind whose whole values are records. */
export function wholeKind(format: DocumentKind['format']): DocumentKind {
  return { name: 'item', format, layout: { records: [{ at: [], kind: 'item' }] } };
}

/** By the ending of the name: `.jsonl` is a stream, `.json` a document, anything else opaque. */
export function kindByEnding({ pathText, memberText }: DocumentName): DocumentKind {
  const name = memberText ?? pathText;
  if (name.endsWith('.jsonl')) return wholeKind('json-stream');
  return wholeKind(name.endsWith('.json') ? 'json' : 'opaque');
}

export async function readMemoryTree(
  files: MemoryFiles,
  kindOf: KindOf = kindByEnding,
  options: Partial<TreeReaderOptions> = {},
): Promise<CollectedTree> {
  const collector = new TreeCollector(kindOf);
  const reader = createTreeReader({ root: files.root, ...options }, files);
  const summary = await reader.readTree(collector, new AbortController().signal);
  return { documents: collector.documents, summary, discarded: collector.discarded };
}

/** One document `coordination/<name>`, read. */
export async function readOne(
  name: string,
  content: string | Uint8Array,
  { kind, ...options }: Partial<TreeReaderOptions> & { readonly kind?: DocumentKind } = {},
): Promise<CollectedDocument> {
  const files = new MemoryFiles({ [`coordination/${name}`]: content });
  const { documents } = await readMemoryTree(files, kind ? () => kind : kindByEnding, options);
  const [document] = documents;
  if (!document) throw new TypeError('the document was not reported');
  return document;
}

/** A visitor that keeps everything, and holds the reader to the order of calls that the port promises. */
export class TreeCollector implements TreeVisitor {
  readonly documents: CollectedDocument[] = [];
  readonly discarded: string[] = [];
  private current: { head: DocumentHead; chunks: Uint8Array[]; records: SourceRecord[] } | null = null;

  constructor(readonly kindOf: KindOf) {}

  begin(head: DocumentHead): void {
    if (this.current) throw new TypeError('begin inside a document');
    this.current = { head, chunks: [], records: [] };
  }

  bytes(chunk: Uint8Array): void {
    this.open().chunks.push(Uint8Array.from(chunk));
  }

  records(batch: readonly SourceRecord[]): void {
    this.open().records.push(...batch);
  }

  end(tail: DocumentTail): void {
    const { head, chunks, records } = this.open();
    this.documents.push({ head, bytes: Buffer.concat(chunks), records, tail });
    this.current = null;
  }

  discard(): void {
    this.discarded.push(this.open().head.pathText);
    this.current = null;
  }

  private open(): NonNullable<TreeCollector['current']> {
    if (!this.current) throw new TypeError('called outside of a document');
    return this.current;
  }
}
