import type { DocumentHead, DocumentName, DocumentTail, RecordLayout, SourceRecord } from './source-document';

/** What the reader has to know of a document's kind before it reads it; chosen by name alone. */
export interface DocumentKind {
  readonly name: string;
  /** How its bytes are read: one JSON value, values one after another (JSONL, pretty or not), or not at all. */
  readonly format: 'json' | 'json-stream' | 'opaque';
  readonly layout: RecordLayout;
}

/**
 * Port: the tree as documents and records, implemented by `@cortex/source`.
 *
 * Promises: nothing is written; documents come in the byte order of (path, member), an archive before its members;
 * every byte that reaches `bytes` is a byte that was hashed and decoded (a file is read once); memory is bounded
 * whatever the size of a file; a file that changes while it is read is read again, at most three times, and then
 * held back and named in the summary.
 */
export interface TreeReader {
  /** @throws CortexError `SOURCE_*` when the root is missing, no directory, unreadable or empty. */
  readTree(visitor: TreeVisitor, signal: AbortSignal): Promise<TreeSummary>;
}

/** Called in the order begin, (bytes | records)*, end for each document; a returned promise is back-pressure. */
export interface TreeVisitor {
  kindOf(name: DocumentName): DocumentKind;
  begin(head: DocumentHead): void | Promise<void>;
  /** Raw bytes of a file in order; never called for members of an archive (their bytes lie in the archive's). */
  bytes(chunk: Uint8Array): void | Promise<void>;
  /** In the order of ordinals; batches of a bounded size. */
  records(batch: readonly SourceRecord[]): void | Promise<void>;
  end(tail: DocumentTail): void | Promise<void>;
  /** The document changed while it was read: forget what was said of it since `begin`; it begins anew or never. */
  discard(): void | Promise<void>;
}

export interface TreeSummary {
  /** sha256 over (path, member, mode, size, sha256, record spans) of every document, in order; hex. */
  readonly manifestHash: string;
  readonly documents: number;
  readonly bytes: number;
  /** Documents that were read again because they changed, and those held back (printable paths). */
  readonly reread: readonly string[];
  readonly heldBack: readonly string[];
  /** Links, sockets and devices that were met and not followed. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}
