import type { JsonNode } from '@cortex/domain';
import { toByteSlice } from '../json/byte-slice';
import { toFault } from '../json/decode-json';
import type { DecodeFailure } from '../json/decode-notes';
import type { ValueDecoder } from '../json/value-decoder';
import { isContainer } from '../layout/walk-locations';
import { trimWhiteSpace } from './account-gap';
import type { DocumentContext } from './document-context';
import { emitLargeValue } from './emit-large-value';
import { findTextEnd, isOpener, TEXT_LOOK_AHEAD_BYTES } from './find-content';
import { hashRecord } from './hash-record';
import { findBrokenLineEnd } from './line-shape';
import { reportRest } from './report-rest';
import { isFailure, type LargeValueScan } from './scan-large-value';
import type { StreamCursor } from './stream-cursor';
import type { StreamProgress } from './stream-progress';

const LINE_FEED = 0x0a;

/** A stream, and how far it has been read. */
export interface StreamPlace {
  readonly context: DocumentContext;
  readonly cursor: StreamCursor;
  readonly progress: StreamProgress;
}

/**
 * Deals with a value that is not valid JSON, in this order: text before the first value is skipped; a broken line
 * among lines is mended inside of the line or given up alone; anything else is mended, or given up to the end of the
 * document. `walked`: what came out of walking the value, when it does not fit in memory.
 */
export async function mendStreamValue(
  place: StreamPlace,
  walked: LargeValueScan | DecodeFailure | null,
): Promise<void> {
  const { context, progress } = place;
  const { failure } = context.decoder;
  if (progress.values === 0 && (await skipText(place))) return;
  const lineEnd = await findLineEnd(place);
  context.decoder.failure = failure;
  if (lineEnd >= 0) mendLine(place, lineEnd, failure);
  else await mendAcrossLines(place, walked);
}

async function mendAcrossLines(
  place: StreamPlace,
  walked: LargeValueScan | DecodeFailure | null,
): Promise<void> {
  const { context, cursor, progress } = place;
  const { failure } = context.decoder;
  if (walked && !isFailure(walked)) {
    await emitLargeValue(context, cursor, walked);
    progress.count(walked.isOneLine);
  } else if (walked) await giveUp(place, walked);
  else await mendValue(place, failure);
}

/** Lines of text before the first value belong to the envelope, if JSON follows them. */
async function skipText({ context, cursor }: StreamPlace): Promise<boolean> {
  await cursor.need(TEXT_LOOK_AHEAD_BYTES);
  const end = findTextEnd(cursor.window, cursor.at);
  if (end < 0) return false;
  const distance = end - cursor.at;
  if (!(await isValueAt(cursor, distance, context.limits.wholeValueBytes))) return false;
  context.report.addRepairs([{ rule: 'text-before-json', offset: cursor.offset }]);
  context.report.envelopeBytes += distance;
  cursor.at += distance;
  return true;
}

async function isValueAt(cursor: StreamCursor, distance: number, limit: number): Promise<boolean> {
  const { decoder } = cursor;
  for (;;) {
    const isValue = decoder.decode(cursor.at + distance) !== null;
    decoder.notes.clear();
    if (isValue || decoder.failure.code !== 'incomplete') return isValue;
    if (cursor.available > limit) return true;
    await cursor.more();
  }
}

/** How far the broken line goes on, or -1 when what is broken does not end with it. */
async function findLineEnd({ context, cursor, progress }: StreamPlace): Promise<number> {
  if (!progress.isLineTop) return -1;
  return findBrokenLineEnd(cursor, {
    wasLineShaped: progress.wasLineShaped,
    limit: context.limits.recordBytes,
  });
}

/** What is broken ends with its line, `length` bytes away: mended inside of it, or given up to there. */
function mendLine({ context, cursor, progress }: StreamPlace, length: number, failure: DecodeFailure): void {
  const { decoder, report } = context;
  const line = {
    ...toByteSlice(cursor.window.buf.subarray(cursor.at, cursor.at + length)),
    base: cursor.offset,
  };
  decoder.load(line);
  const mended = decodeMended(decoder, 0, { byte: line.buf[0], failure });
  decoder.load(cursor.window);
  if (!isFailure(mended)) {
    progress.take(line, mended, true);
    cursor.at = mended.end - cursor.window.base;
    return;
  }
  const end = trimWhiteSpace(line, { from: 0, to: line.end });
  const span = { start: line.base, length: end, sha256: hashRecord(line.buf.subarray(0, end)) };
  report.addRawRecord(span, toFault(mended));
  progress.isQuarantined = true;
  progress.count(true);
  cursor.at += end;
}

/** Mends a value that goes over several lines. */
async function mendValue(place: StreamPlace, failure: DecodeFailure): Promise<void> {
  const { context, cursor, progress } = place;
  const { window } = cursor;
  for (;;) {
    const mended = decodeMended(context.decoder, cursor.at, { byte: window.buf[cursor.at], failure });
    if (!isFailure(mended)) {
      const next = mended.end - window.base;
      const feed = window.buf.indexOf(LINE_FEED, cursor.at);
      progress.take(window, mended, feed < 0 || feed >= next);
      cursor.at = next;
      return;
    }
    if (mended.code !== 'incomplete') return giveUp(place, mended);
    if (cursor.available > context.limits.recordBytes) return giveUp(place, { ...mended, code: 'too-large' });
    await cursor.more();
  }
}

/** Only containers are mended at the top: a word or a broken string there is text. */
function decodeMended(
  decoder: ValueDecoder,
  at: number,
  { byte, failure }: { readonly byte: number | undefined; readonly failure: DecodeFailure },
): JsonNode | DecodeFailure {
  if (failure.code !== 'undecodable' || !isOpener(byte)) return failure;
  const node = decoder.decodeLenient(at);
  if (node !== null && isContainer(node)) return node;
  decoder.notes.clear();
  return node === null ? decoder.failure : failure;
}

/** Everything from here to the end is one record that could not be decoded. */
async function giveUp({ context, cursor, progress }: StreamPlace, failure: DecodeFailure): Promise<void> {
  await reportRest(context, cursor, toFault(failure));
  progress.isQuarantined = true;
  progress.count(false);
}
