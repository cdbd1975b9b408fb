import { changedMeanwhile } from './changed-meanwhile';
import type { DocumentContext } from './document-context';
import type { RawSpan } from './document-report';
import { emitRecord, wholeKindOf, UNKNOWN_SHAPE } from './emit-value';
import { StretchHash } from './stretch-hash';
import type { LargeValueVisitor } from './large-value-visitor';
import { LargeValueWalker } from './large-value-walker';
import type { LargeValueScan } from './scan-large-value';
import type { StreamCursor } from './stream-cursor';

/** Reports the records of the large value at the cursor, which is left behind it. */
export async function emitLargeValue(
  context: DocumentContext,
  cursor: StreamCursor,
  scan: LargeValueScan,
): Promise<void> {
  if (scan.hasRecords) await emitRecords(context, cursor);
  else if (scan.end - scan.start <= context.limits.recordBytes) await emitWhole(context, cursor, scan);
  else await emitUndecoded(context, cursor, scan);
  if (cursor.offset !== scan.end) throw changedMeanwhile();
}

async function emitRecords(context: DocumentContext, cursor: StreamCursor): Promise<void> {
  const { report, layout, limits, signal } = context;
  const visitor: LargeValueVisitor = {
    record: (found) => emitRecord(context, cursor.window, found),
    oversized: (found, span) => emitOversized(context, found, span),
    other: () => undefined,
    list: () => undefined,
  };
  const walker = new LargeValueWalker(
    cursor,
    { matcher: layout.records, limits, isScan: false, tally: report },
    visitor,
  );
  for (let stop = walker.run(); stop !== 'done'; stop = walker.run()) {
    signal.throwIfAborted();
    if (stop === 'failed') throw changedMeanwhile();
    takeNotes(context);
    if (report.isFull) await report.flush();
    if (stop === 'fill') await walker.fill();
  }
  takeNotes(context);
}

/** The value is one record, and small enough to be decoded. */
async function emitWhole(
  context: DocumentContext,
  cursor: StreamCursor,
  scan: LargeValueScan,
): Promise<void> {
  await cursor.need(scan.end - scan.start);
  const node = context.decoder.decode(cursor.at);
  if (node === null) throw changedMeanwhile();
  const kind = wholeKindOf(context.layout.wholeKind, scan.hasList);
  emitRecord(context, cursor.window, { kind, pointer: '', key: null, node });
  takeNotes(context);
  cursor.at = node.end - cursor.window.base;
}

/** The value is one record that no buffer takes. */
async function emitUndecoded(
  context: DocumentContext,
  cursor: StreamCursor,
  scan: LargeValueScan,
): Promise<void> {
  const stretch = new StretchHash();
  while (cursor.offset < scan.end) {
    context.signal.throwIfAborted();
    if (cursor.available === 0 && cursor.window.isFinal) throw changedMeanwhile();
    const to = Math.min(cursor.window.end, scan.end - cursor.window.base);
    stretch.add(cursor.window, { from: cursor.at, to });
    cursor.at = to;
    if (cursor.offset < scan.end) await cursor.more();
  }
  const kind = wholeKindOf(context.layout.wholeKind, scan.hasList);
  const span = { start: scan.start, length: stretch.length, sha256: stretch.digest() };
  emitOversized(context, { kind, pointer: '', key: null }, span);
}

/** A document that nothing is mapped from needs no decoding, and nothing is wrong with it. */
function emitOversized(
  { report }: DocumentContext,
  found: { readonly kind: string; readonly pointer: string; readonly key: string | null },
  span: RawSpan,
): void {
  const detail = 'The record is larger than a record may be.';
  const fault =
    found.kind === UNKNOWN_SHAPE ? null : ({ code: 'too-large', offset: span.start, detail } as const);
  const ordinal = report.recordCount;
  report.addRecord({
    ordinal,
    parentOrdinal: null,
    ...found,
    ...span,
    node: null,
    text: null,
    fault,
    duplicateKeys: false,
  });
}

function takeNotes({ report, decoder }: DocumentContext): void {
  report.addRepairs(decoder.notes.repairs);
  decoder.notes.clear();
}
