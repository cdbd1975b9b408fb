import type { DocumentHead, DocumentKind, RecordLayout, TreeVisitor } from '@cortex/domain';
import type { EventLoopTurns } from '../event-loop-turns';
import { ValueDecoder } from '../json/value-decoder';
import { compileLayout, type LayoutMatcher } from '../layout/record-matcher';
import type { ReaderLimits } from '../reader-limits';
import { ByteWindow, type ByteSource } from './byte-window';
import { isChangedMeanwhile } from './changed-meanwhile';
import type { DocumentContext } from './document-context';
import { DocumentReport, type DocumentEnding } from './document-report';
import { readJsonDocument } from './read-json-document';
import { readJsonStream } from './read-json-stream';
import { readOpaqueDocument } from './read-opaque-document';

/** What all documents of one run share. */
export interface ReadingSession {
  readonly visitor: TreeVisitor;
  readonly signal: AbortSignal;
  readonly limits: ReaderLimits;
  readonly maxDepth: number;
  readonly turns: EventLoopTurns;
  /** Keeps the member names of all documents. */
  readonly decoder: ValueDecoder;
  readonly layouts: WeakMap<RecordLayout, LayoutMatcher>;
}

export interface DocumentInput {
  readonly head: Omit<DocumentHead, 'envelope'>;
  /** Roughly how many bytes will come. */
  readonly expectedBytes: number;
  /** The document's bytes from an offset on; asked for offset 0 first. */
  readonly open: (offset: number) => ByteSource | Promise<ByteSource>;
}

export interface KnownDocumentInput extends DocumentInput {
  readonly kind: Pick<DocumentKind, 'format' | 'layout'>;
}

export interface ReadDocument {
  readonly report: DocumentReport;
  /** null: two looks at the same bytes saw different ones. */
  readonly ending: DocumentEnding | null;
}

/** Reads a document up to its end, which is left to the caller to report: it may have changed meanwhile. */
export function readDocument(session: ReadingSession, input: KnownDocumentInput): Promise<ReadDocument> {
  return readDocumentWith(session, input, (report, window) => readFormat(session, input, { report, window }));
}

/** The same for bytes that are read in another way than a format says. */
export async function readDocumentWith(
  session: ReadingSession,
  input: DocumentInput,
  read: (report: DocumentReport, window: ByteWindow) => Promise<DocumentEnding>,
): Promise<ReadDocument> {
  const report = new DocumentReport(session.visitor, input.head);
  const source = await input.open(0);
  try {
    return { report, ending: await read(report, openWindow(session, input, { source, base: 0, report })) };
  } catch (error) {
    if (isChangedMeanwhile(error)) return { report, ending: null };
    throw error;
  } finally {
    await source.close();
  }
}

function openWindow(
  { limits, turns }: ReadingSession,
  { expectedBytes }: DocumentInput,
  { source, base, report }: { source: ByteSource; base: number; report: DocumentReport | null },
): ByteWindow {
  return new ByteWindow(source, {
    chunkBytes: limits.chunkBytes,
    base,
    expectedBytes: Math.max(0, expectedBytes - base),
    onChunk: async (chunk) => {
      if (report) await report.addBytes(chunk);
      await turns.yieldIfDue();
    },
  });
}

async function readFormat(
  session: ReadingSession,
  input: KnownDocumentInput,
  { report, window }: { report: DocumentReport; window: ByteWindow },
): Promise<DocumentEnding> {
  const { signal, limits, decoder } = session;
  const { format, layout } = input.kind;
  if (format === 'opaque') return readOpaqueDocument({ report, window, signal });
  decoder.notes.clear();
  const context: DocumentContext = {
    report,
    window,
    layout: matcherOf(session, layout),
    decoder,
    limits,
    signal,
    lookAgain: (offset, look) => lookAgain(session, input, { offset, look }),
  };
  return format === 'json' ? readJsonDocument(context) : readJsonStream(context);
}

/** Another pass over the document's bytes, seen by nobody else. */
async function lookAgain<Seen>(
  session: ReadingSession,
  input: DocumentInput,
  { offset, look }: { offset: number; look: (window: ByteWindow, decoder: ValueDecoder) => Promise<Seen> },
): Promise<Seen> {
  const source = await input.open(offset);
  try {
    return await look(
      openWindow(session, input, { source, base: offset, report: null }),
      new ValueDecoder(session.maxDepth),
    );
  } finally {
    await source.close();
  }
}

function matcherOf({ layouts }: ReadingSession, layout: RecordLayout): LayoutMatcher {
  const known = layouts.get(layout);
  if (known) return known;
  const matcher = compileLayout(layout);
  layouts.set(layout, matcher);
  return matcher;
}
