import { isContainer } from '../layout/walk-locations';
import { accountGap, isWhiteSpace } from './account-gap';
import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';
import { emitLargeValue } from './emit-large-value';
import { BYTE_ORDER_MARK_BYTES, isOpener, measureByteOrderMark } from './find-content';
import { mendStreamValue, type StreamPlace } from './mend-stream-value';
import { isFailure, scanLargeValue } from './scan-large-value';
import { ANSI_BYTES, StreamCursor } from './stream-cursor';
import { StreamProgress } from './stream-progress';

const LINE_FEED = 0x0a;
const ESCAPE = 0x1b;
const COMMA = 0x2c;

/** Why no further value can be taken at once. */
type Stop = 'fill' | 'flush' | 'broken' | 'large' | 'end';

/** A document of format `json-stream`: values one after another, on a line each, over many lines, or glued. */
export async function readJsonStream(context: DocumentContext): Promise<DocumentEnding> {
  return new JsonStreamReader(context).read();
}

class JsonStreamReader {
  private readonly cursor: StreamCursor;
  private readonly progress: StreamProgress;
  private readonly place: StreamPlace;
  /** Offset of a value whose end was not in the window. */
  private halfAt = -1;

  constructor(private readonly context: DocumentContext) {
    this.cursor = new StreamCursor(context.window, context.decoder);
    this.progress = new StreamProgress(context);
    this.place = { context, cursor: this.cursor, progress: this.progress };
  }

  async read(): Promise<DocumentEnding> {
    const { report, signal } = this.context;
    await report.begin(null);
    await this.cursor.need(BYTE_ORDER_MARK_BYTES);
    this.skipByteOrderMark();
    for (let stop = this.readAvailable(); stop !== 'end'; stop = this.readAvailable()) {
      signal.throwIfAborted();
      if (report.isFull) await report.flush();
      if (stop === 'fill') await this.cursor.more();
      else if (stop === 'broken') await this.mend();
      else if (stop === 'large') await this.readLarge();
    }
    return this.progress.end();
  }

  /** Values, as long as the window holds whole ones and nothing has to be awaited. */
  private readAvailable(): Stop {
    const { cursor, context } = this;
    const { decoder, report } = context;
    while (!report.isFull) {
      if (!this.skipBlank()) return cursor.window.isFinal && cursor.available === 0 ? 'end' : 'fill';
      if (cursor.offset === this.halfAt && !cursor.seemsWhole()) return this.wait();
      const node = decoder.decodeStrict(cursor.at);
      if (node === null) return this.classifyFailure();
      const next = node.end - cursor.window.base;
      if (!isContainer(node) && !this.isAlone(next)) return this.classifyFailure();
      this.progress.take(cursor.window, node, !decoder.hasLineFeed);
      cursor.at = next;
    }
    return 'flush';
  }

  /** Moves to the next value; false when the window ends before it. */
  private skipBlank(): boolean {
    const { cursor } = this;
    const { buf, end, isFinal } = cursor.window;
    let { at } = cursor;
    while (at < end && isWhiteSpace(buf[at] ?? 0)) {
      if (buf[at] === LINE_FEED) this.progress.isLineTop = true;
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
    accountGap(cursor.window, { from: cursor.at, to: next }, context.report);
    context.report.addRepairs(context.decoder.notes.repairs);
    context.decoder.notes.clear();
    cursor.at = next;
    return next < cursor.window.end;
  }

  /** A scalar is a value only when nothing else stands behind it in its line: `42 tasks` is text. */
  private isAlone(next: number): boolean {
    const { window } = this.cursor;
    let at = next;
    while (at < window.end && window.buf[at] !== LINE_FEED && isWhiteSpace(window.buf[at] ?? 0)) at += 1;
    if (at < window.end && window.buf[at] === LINE_FEED) return true;
    const code = at === window.end && !window.isFinal ? 'incomplete' : 'undecodable';
    this.context.decoder.failure = { code, offset: window.base + at, detail: 'More follows the value.' };
    return at === window.end && window.isFinal;
  }

  private classifyFailure(): Stop {
    const { context, cursor } = this;
    const { decoder, limits } = context;
    decoder.notes.clear();
    if (decoder.failure.code !== 'incomplete') return 'broken';
    if (isOpener(cursor.window.buf[cursor.at])) return this.wait();
    if (cursor.available <= limits.recordBytes) return 'fill';
    decoder.failure = {
      ...decoder.failure,
      code: 'too-large',
      detail: 'One token is larger than a record may be.',
    };
    return 'broken';
  }

  /** The container at the cursor does not end in the window. */
  private wait(): Stop {
    const { cursor, context } = this;
    this.halfAt = cursor.offset;
    return cursor.available > context.limits.wholeValueBytes ? 'large' : 'fill';
  }

  private async mend(): Promise<void> {
    if (!(await this.skipComma())) await mendStreamValue(this.place, null);
  }

  /**
   * A comma behind a whole value ends its line, as in the items of an array that lost its brackets. Only where every
   * value so far was a line and none was broken: elsewhere the values before it may be the inside of a broken one.
   */
  private async skipComma(): Promise<boolean> {
    const { cursor, context, progress } = this;
    if (cursor.window.buf[cursor.at] !== COMMA || cursor.available === 0) return false;
    if (!progress.isLineTop || !progress.wasLineShaped || progress.isQuarantined) return false;
    const { failure } = context.decoder;
    const distance = await cursor.findLineEnd(1, context.limits.recordBytes);
    context.decoder.failure = failure;
    const { window, at } = cursor;
    if (distance < 0 || !isBlank(window.buf, at + 1, at + distance)) return false;
    context.report.addRepairs([{ rule: 'comma-behind-line', offset: cursor.offset }]);
    context.report.separatorBytes += 1;
    cursor.at += 1;
    return true;
  }

  /** A value that does not fit in memory is walked twice: to see whether it can be decoded, and to report it. */
  private async readLarge(): Promise<void> {
    const { cursor, context, progress } = this;
    const scan = await context.lookAgain(cursor.offset, async (window, decoder) => {
      const again = new StreamCursor(window, decoder);
      await again.more();
      return scanLargeValue(context, again);
    });
    if (isFailure(scan) || scan.isMended) return mendStreamValue(this.place, scan);
    await emitLargeValue(context, cursor, scan);
    progress.count(scan.isOneLine);
  }

  private skipByteOrderMark(): void {
    const { cursor, context } = this;
    cursor.at = measureByteOrderMark(cursor.window);
    context.report.envelopeBytes += cursor.at;
    if (cursor.at > 0) context.report.addRepairs([{ rule: 'byte-order-mark', offset: 0 }]);
  }
}

function isBlank(buf: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isWhiteSpace(buf[at] ?? 0)) return false;
  return true;
}
