import type { JsonNode } from '@cortex/domain';
import { toByteSlice, type ByteSlice } from '../json/byte-slice';
import { toFault } from '../json/decode-json';
import type { DecodeFailure } from '../json/decode-notes';
import { isContainer } from '../layout/walk-locations';
import { accountGap, isWhiteSpace, trimWhiteSpace } from './account-gap';
import type { DocumentContext } from './document-context';
import { rawRecord, type DocumentEnding } from './document-report';
import { emitValue, splitValue } from './emit-value';
import { findTextEnd, measureByteOrderMark, TEXT_LOOK_AHEAD_BYTES } from './find-content';
import { hashRecord } from './hash-record';
import { findBrokenLineEnd } from './line-shape';
import { reportRest } from './report-rest';
import { StreamCursor } from './stream-cursor';

const LINE_FEED = 0x0a;
const ESCAPE = 0x1b;
/** No ANSI escape is longer. */
const ANSI_BYTES = 64;

type Stop = 'fill' | 'flush' | 'broken' | 'large' | 'end';

/** A document of format `json-stream`: values one after another, on a line each, over many lines, or glued. */
export async function readJsonStream(context: DocumentContext): Promise<DocumentEnding> {
  return new JsonStreamReader(context).read();
}

class JsonStreamReader {
  private readonly cursor: StreamCursor;
  private values = 0;
  private root: JsonNode | null = null;
  private isQuarantined = false;
  /** The line at the cursor began outside of any value. */
  private isLineTop = true;
  /** No value so far went over a line end. */
  private wasLineShaped = true;

  constructor(private readonly context: DocumentContext) {
    this.cursor = new StreamCursor(context.window, context.decoder);
  }

  async read(): Promise<DocumentEnding> {
    const { report, signal } = this.context;
    await report.begin(null);
    await this.cursor.more();
    this.skipByteOrderMark();
    for (let stop = this.readAvailable(); stop !== 'end'; stop = this.readAvailable()) {
      signal.throwIfAborted();
      if (report.isFull) await report.flush();
      if (stop === 'fill') await this.cursor.more();
      else if (stop === 'broken') await this.mend();
      else if (stop === 'large') await this.readLarge();
    }
    if (this.values === 0) return { status: 'empty', root: null };
    return { status: this.isQuarantined ? 'quarantined' : 'parsed', root: this.root };
  }

  /** Values, as long as the window holds whole ones and nothing has to be awaited. */
  private readAvailable(): Stop {
    const { cursor, context } = this;
    for (;;) {
      if (!this.skipBlank()) return cursor.window.isFinal && cursor.available === 0 ? 'end' : 'fill';
      const node = context.decoder.decodeStrict(cursor.at);
      if (node === null) return this.classifyFailure();
      const next = node.end - cursor.window.base;
      if (!isContainer(node) && !this.isAlone(next)) return this.classifyFailure();
      this.take(cursor.window, node, !context.decoder.hasLineFeed);
      cursor.at = next;
      if (context.report.isFull) return 'flush';
    }
  }

  /** Moves to the next value; false when the window ends before it. */
  private skipBlank(): boolean {
    const { cursor } = this;
    const { buf, end, isFinal } = cursor.window;
    let { at } = cursor;
    while (at < end && isWhiteSpace(buf[at] ?? 0)) {
      if (buf[at] === LINE_FEED) this.isLineTop = true;
      at += 1;
    }
    this.context.report.separatorBytes += at - cursor.at;
    cursor.at = at;
    if (at === end) return false;
    if (buf[at] !== ESCAPE) return true;
    return isFinal || end - at >= ANSI_BYTES ? this.skipAnsi() : false;
  }

  private skipAnsi(): boolean {
    const { cursor, context } = this;
    const next = context.decoder.lenient.skipBlank(cursor.at);
    if (next === cursor.at) return true;
    accountGap(cursor.window, { from: cursor.at, to: next }, context.report);
    cursor.at = next;
    return next < cursor.window.end;
  }

  /** A scalar is a value only when nothing else stands behind it in its line: `42 tasks` is text. */
  private isAlone(next: number): boolean {
    const { window } = this.cursor;
    let at = next;
    while (at < window.end && window.buf[at] !== LINE_FEED && isWhiteSpace(window.buf[at] ?? 0)) at += 1;
    if (window.buf[at] === LINE_FEED && at < window.end) return true;
    const code = at === window.end && !window.isFinal ? 'incomplete' : 'undecodable';
    this.context.decoder.failure = { code, offset: window.base + at, detail: 'More follows the value.' };
    return at === window.end && window.isFinal;
  }

  private classifyFailure(): Stop {
    const { decoder, limits } = this.context;
    decoder.notes.clear();
    if (decoder.failure.code !== 'incomplete') return 'broken';
    return this.cursor.available >= limits.wholeValueBytes ? 'large' : 'fill';
  }

  private take(slice: ByteSlice, node: JsonNode, isOneLine: boolean): void {
    const { context } = this;
    const { notes } = context.decoder;
    emitValue(context, slice, splitValue(node, context));
    context.report.addRepairs(notes.repairs);
    notes.clear();
    this.count(isOneLine);
    if (this.values === 1 && node.end - node.start <= context.limits.rootBytes) this.root = node;
  }

  private count(isOneLine: boolean): void {
    this.values += 1;
    this.root = null;
    if (!isOneLine) this.isLineTop = this.wasLineShaped = false;
  }

  /** At a value that is not valid JSON. */
  private async mend(): Promise<void> {
    const { cursor, context } = this;
    const { limits } = context;
    const { failure } = context.decoder;
    if (this.values === 0 && (await this.skipText())) return;
    if (this.isLineTop) {
      const evidence = { wasLineShaped: this.wasLineShaped && this.values > 0, limit: limits.recordBytes };
      const end = await findBrokenLineEnd(cursor, evidence);
      if (end >= 0) this.mendLine(end, failure);
      if (end >= 0) return;
    }
    if (failure.code === 'too-deep' || !(await this.mendValue())) await this.giveUp(failure);
  }

  /** Lines of text before the first value belong to the envelope, if JSON follows them. */
  private async skipText(): Promise<boolean> {
    const { cursor, context } = this;
    await cursor.need(TEXT_LOOK_AHEAD_BYTES);
    const end = findTextEnd(cursor.window, cursor.at);
    if (end < 0) return false;
    const distance = end - cursor.at;
    if (!(await this.isValueAt(distance))) return false;
    context.report.addRepairs([{ rule: 'text-before-json', offset: cursor.offset }]);
    context.report.envelopeBytes += distance;
    cursor.at += distance;
    return true;
  }

  private async isValueAt(distance: number): Promise<boolean> {
    const { cursor, context } = this;
    const { decoder, limits } = context;
    for (;;) {
      const isValue = decoder.decode(cursor.at + distance) !== null;
      decoder.notes.clear();
      if (isValue || decoder.failure.code !== 'incomplete') return isValue;
      if (cursor.available > limits.wholeValueBytes) return true;
      await cursor.more();
    }
  }

  /** What is broken ends with its line, `length` bytes away: mended inside of it or given up up to there. */
  private mendLine(length: number, failure: DecodeFailure): void {
    const { cursor, context } = this;
    const { decoder, report } = context;
    const line = {
      ...toByteSlice(cursor.window.buf.subarray(cursor.at, cursor.at + length)),
      base: cursor.offset,
    };
    decoder.load(line);
    const node = failure.code === 'too-deep' ? null : decoder.decodeLenient(0);
    decoder.load(cursor.window);
    if (node !== null && isContainer(node)) {
      this.take(line, node, true);
      cursor.at = node.end - cursor.window.base;
      return;
    }
    decoder.notes.clear();
    const end = trimWhiteSpace(line, { from: 0, to: line.end });
    const span = { start: line.base, length: end, sha256: hashRecord(line.buf.subarray(0, end)) };
    report.addRecord(rawRecord(span, toFault(failure)));
    this.isQuarantined = true;
    this.count(true);
    cursor.at += end;
  }

  /** Mends a value that goes over several lines; false when it cannot be. */
  private async mendValue(): Promise<boolean> {
    const { cursor, context } = this;
    const { decoder, limits } = context;
    for (;;) {
      const node = decoder.decodeLenient(cursor.at);
      if (node !== null && isContainer(node)) {
        const next = node.end - cursor.window.base;
        const feed = cursor.window.buf.indexOf(LINE_FEED, cursor.at);
        this.take(cursor.window, node, feed < 0 || feed >= next);
        cursor.at = next;
        return true;
      }
      decoder.notes.clear();
      const isCut = node === null && decoder.failure.code === 'incomplete';
      if (!isCut || cursor.available > limits.recordBytes) return false;
      await cursor.more();
    }
  }

  /** Everything from here to the end is one record that could not be decoded. */
  private async giveUp(failure: DecodeFailure): Promise<void> {
    await reportRest(this.context, this.cursor, toFault(failure));
    this.isQuarantined = true;
    this.count(false);
  }

  private async readLarge(): Promise<void> {
    // Comes with the walk of large values.
    await this.giveUp(this.context.decoder.failure);
  }

  private skipByteOrderMark(): void {
    const { cursor, context } = this;
    cursor.at = measureByteOrderMark(cursor.window);
    context.report.envelopeBytes += cursor.at;
    if (cursor.at > 0) context.report.addRepairs([{ rule: 'byte-order-mark', offset: 0 }]);
  }
}
