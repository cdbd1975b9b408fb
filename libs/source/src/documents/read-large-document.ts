import type { JsonObject } from '@cortex/domain';
import { toFault } from '../json/decode-json';
import type { DecodeFailure } from '../json/decode-notes';
import { isContainer } from '../layout/walk-locations';
import { buildEnvelope } from './build-envelope';
import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';
import { changedMeanwhile } from './changed-meanwhile';
import { emitLargeValue } from './emit-large-value';
import { emitValue, splitValue } from './emit-value';
import {
  BYTE_ORDER_MARK_BYTES,
  findTextEnd,
  isOpener,
  measureByteOrderMark,
  TEXT_LOOK_AHEAD_BYTES,
} from './find-content';
import { reportRest } from './report-rest';
import { isFailure, scanLargeValue, type LargeValueScan } from './scan-large-value';
import { StreamCursor } from './stream-cursor';

/** What the first pass over a large document finds out. */
interface DocumentScan {
  /** By the offset at which they begin: the values that do not fit in memory. */
  readonly large: ReadonlyMap<number, LargeValueScan>;
  /** Of the only value. */
  readonly envelope: JsonObject | null;
}

/**
 * A document of format `json` that does not fit in memory, in two passes: the first makes sure that it can be
 * decoded to its end and finds its envelope, the second reports it.
 */
export async function readLargeDocument(context: DocumentContext): Promise<DocumentEnding> {
  const { report, window, decoder } = context;
  const cursor = new StreamCursor(window, decoder);
  decoder.load(window);
  await cursor.need(BYTE_ORDER_MARK_BYTES);
  cursor.at = measureByteOrderMark(window);
  report.envelopeBytes += cursor.at;
  if (cursor.at > 0) report.addRepairs([{ rule: 'byte-order-mark', offset: 0 }]);
  await cursor.skipBlank(report);
  report.addRepairs(decoder.notes.repairs);
  decoder.notes.clear();
  if (cursor.available === 0) {
    await report.begin(null);
    return { status: 'empty', root: null };
  }
  const scan = await scanFrom(context, cursor.offset);
  if (!isFailure(scan)) return reportDocument(context, cursor, scan);
  const behindText = await scanBehindText(context, cursor);
  if (behindText) return reportDocument(context, cursor, behindText);
  await report.begin(null);
  await reportRest(context, cursor, toFault(scan));
  return { status: 'quarantined', root: null };
}

/** Moves the cursor behind lines of text, when a document follows them. */
async function scanBehindText(context: DocumentContext, cursor: StreamCursor): Promise<DocumentScan | null> {
  await cursor.need(TEXT_LOOK_AHEAD_BYTES);
  const end = findTextEnd(cursor.window, cursor.at);
  if (end < 0) return null;
  const scan = await scanFrom(context, cursor.window.base + end);
  if (isFailure(scan)) return null;
  context.report.addRepairs([{ rule: 'text-before-json', offset: cursor.offset }]);
  context.report.envelopeBytes += end - cursor.at;
  cursor.at = end;
  return scan;
}

function scanFrom(context: DocumentContext, offset: number): Promise<DocumentScan | DecodeFailure> {
  return context.lookAgain(offset, (window, decoder) =>
    scanDocument(context, new StreamCursor(window, decoder)),
  );
}

async function scanDocument(
  context: DocumentContext,
  cursor: StreamCursor,
): Promise<DocumentScan | DecodeFailure> {
  const large = new Map<number, LargeValueScan>();
  let last: ScannedValue | null = null;
  for (let values = 0; ; values += 1) {
    context.signal.throwIfAborted();
    await cursor.skipBlank(null);
    if (cursor.available === 0) return { large, envelope: values === 1 ? (last?.envelope ?? null) : null };
    if (last && !(last.isContainer && isOpener(cursor.window.buf[cursor.at]))) return moreFollows(cursor);
    const start = cursor.offset;
    const value = await scanValue(context, cursor);
    if (isFailure(value)) return value;
    if (value.large) large.set(start, value.large);
    last = value;
  }
}

interface ScannedValue {
  readonly isContainer: boolean;
  readonly envelope: JsonObject | null;
  /** Set when the value does not fit in memory. */
  readonly large: LargeValueScan | null;
}

async function scanValue(
  context: DocumentContext,
  cursor: StreamCursor,
): Promise<ScannedValue | DecodeFailure> {
  const { decoder } = cursor;
  const node = await cursor.decodeValue(context.limits);
  if (node !== null) {
    decoder.notes.clear();
    cursor.at = node.end - cursor.window.base;
    const envelope = buildEnvelope(splitValue(node, context), context.limits);
    return { isContainer: isContainer(node), envelope, large: null };
  }
  if (decoder.failure.code !== 'incomplete') return decoder.failure;
  const scan = await scanLargeValue(context, cursor);
  return isFailure(scan) ? scan : { isContainer: true, envelope: scan.envelope, large: scan };
}

function moreFollows(cursor: StreamCursor): DecodeFailure {
  return { code: 'undecodable', offset: cursor.offset, detail: 'More follows the value.' };
}

async function reportDocument(
  context: DocumentContext,
  cursor: StreamCursor,
  scan: DocumentScan,
): Promise<DocumentEnding> {
  const { report, decoder, signal } = context;
  await report.begin(scan.envelope);
  for (let values = 0; ; values += 1) {
    signal.throwIfAborted();
    await cursor.skipBlank(report);
    if (cursor.available === 0) break;
    if (values > 0) decoder.notes.repair('pasted-objects', cursor.offset);
    await reportValue(context, cursor, scan.large.get(cursor.offset) ?? null);
    if (report.isFull) await report.flush();
  }
  report.addRepairs(decoder.notes.repairs);
  return { status: 'parsed', root: null };
}

async function reportValue(
  context: DocumentContext,
  cursor: StreamCursor,
  large: LargeValueScan | null,
): Promise<void> {
  if (large) return emitLargeValue(context, cursor, large);
  const { report, decoder, limits } = context;
  // The first pass decoded it in one piece.
  const node = await cursor.decodeValue({ ...limits, wholeValueBytes: Infinity });
  if (node === null) throw changedMeanwhile();
  emitValue(context, cursor.window, splitValue(node, context));
  report.addRepairs(decoder.notes.repairs);
  decoder.notes.clear();
  cursor.at = node.end - cursor.window.base;
}
