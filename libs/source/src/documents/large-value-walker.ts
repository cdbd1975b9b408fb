import type { JsonNode } from '@cortex/domain';
import type { DecodeFailure } from '../json/decode-notes';
import type { RecordMatcher } from '../layout/record-matcher';
import { escapePointer } from '../layout/walk-locations';
import type { LargeValueOptions, LargeValueVisitor, WalkStop } from './large-value-visitor';
import { SpanAccount } from './span-account';
import type { StreamCursor } from './stream-cursor';

const ESCAPE = 0x1b;
const COMMA = 0x2c;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;
/** What must be at hand to tell what stands here: no numeric range and no ANSI escape is longer. */
const LOOK_AHEAD_BYTES = 64;
/** … and behind a string: blanks and the longest expression that is mended. */
const EXPRESSION_BYTES = 2048;

interface Frame {
  readonly matcher: RecordMatcher | null;
  readonly pointer: string;
  readonly isObject: boolean;
  /** The container is too large to be decoded, and counts as a whole. */
  readonly oversized: Child | null;
  /** The item that is read. */
  index: number;
  /** The member that is read. */
  key: string;
}

/** A value that is about to be read. */
interface Child {
  readonly matcher: RecordMatcher | null;
  /** null in an array. */
  readonly key: string | null;
  readonly pointer: string;
  /** Offset of the member's name, or of the value when it has none. */
  readonly nameOffset: number;
  /** Index of the value in the window. */
  readonly valueAt: number;
  readonly isRecord: boolean;
}

const NO_FRAME: Frame = { matcher: null, pointer: '', isObject: false, oversized: null, index: 0, key: '' };
const TOO_LARGE = 'One token is larger than a record may be.';

/**
 * Walks one top-level value element by element, with the steps of the lenient decoder and in bounded memory. It
 * finds the same records, repairs and faults as decoding the value in one piece would.
 *
 * A state machine: `phase` is what is expected at the cursor. A step that lacks bytes changes nothing and is done
 * again after `fill`.
 */
export class LargeValueWalker {
  /** Why `run` returned `failed`. */
  failure: DecodeFailure = { code: 'undecodable', offset: 0, detail: '' };

  private readonly account: SpanAccount;
  private readonly frames: Frame[] = [];
  private phase: 'open' | 'first' | 'child' | 'pasted' | 'tail' = 'open';
  /** Type of the value before the cursor. */
  private lastType: JsonNode['type'] = 'literal';

  constructor(
    private readonly cursor: StreamCursor,
    private readonly options: LargeValueOptions,
    private readonly visitor: LargeValueVisitor,
  ) {
    this.account = new SpanAccount(cursor, options.tally);
  }

  run(): WalkStop {
    let stop: WalkStop | null = null;
    while (stop === null) stop = this.step();
    return stop;
  }

  async fill(): Promise<void> {
    this.account.catchUp(this.cursor.offset);
    await this.cursor.more();
  }

  private step(): WalkStop | null {
    const { cursor } = this;
    if (this.phase === 'open') return this.enter(this.options.matcher, '', null);
    if (this.phase !== 'pasted' && !this.skipBlank()) return 'fill';
    if (this.phase === 'tail') return this.stepTail();
    const frame = this.top();
    if (this.phase === 'first' && this.byteAt(cursor.at) === closeOf(frame)) return this.leave(cursor.at + 1);
    return this.stepChild(frame);
  }

  /** The cursor stands at a bracket: goes inside. */
  private enter(matcher: RecordMatcher | null, pointer: string, oversized: Child | null): WalkStop | null {
    const { cursor } = this;
    const failure = cursor.decoder.refuseDepth(cursor.at, this.frames.length);
    if (failure) return this.fail(failure);
    const isObject = this.byteAt(cursor.at) === BRACE_OPEN;
    if (matcher?.listsRecords) this.visitor.list();
    this.frames.push({ matcher, pointer, isObject, oversized, index: 0, key: '' });
    cursor.at += 1;
    this.phase = 'first';
    return null;
  }

  /** The container ends before index `at`. */
  private leave(at: number): WalkStop | null {
    const frame = this.frames.pop();
    this.cursor.at = at;
    this.lastType = frame?.isObject ? 'object' : 'array';
    this.phase = 'tail';
    if (frame?.oversized) return this.closeOversized(frame.oversized);
    if (this.frames.length > 0) return null;
    this.account.catchUp(this.cursor.offset);
    return 'done';
  }

  /** At the name of a member, at an item, or at an object that was pasted behind another. */
  private stepChild(frame: Frame): WalkStop | null {
    const mark = this.cursor.decoder.notes.mark();
    const stop = this.readChild(frame);
    if (stop === 'fill') this.cursor.decoder.notes.rollBack(mark);
    return stop;
  }

  private readChild(frame: Frame): WalkStop | null {
    const { cursor } = this;
    const isNamed = frame.isObject && this.phase !== 'pasted';
    const step = isNamed ? cursor.decoder.lenient.stepKey(cursor.at) : { key: frame.key, valueAt: cursor.at };
    if (step === null) return this.failOrFill(cursor.decoder.lenient.failure);
    if (!this.has(step.valueAt, LOOK_AHEAD_BYTES)) return 'fill';
    frame.key = step.key;
    const child = this.describeChild(frame, step.valueAt);
    if (child.isRecord || !child.matcher?.descends || !this.isContainer(child.valueAt))
      return this.readWhole(child);
    cursor.at = child.valueAt;
    return this.enter(child.matcher, child.pointer, null);
  }

  private describeChild({ matcher, isObject, index, key, pointer }: Frame, valueAt: number): Child {
    const next = isObject ? matcher?.member(key) : matcher?.item;
    const nameOffset = this.cursor.offset;
    const isRecord = next?.kind != null && !(isObject && this.isMissing(valueAt));
    const step = isObject ? escapePointer(key) : String(index);
    const place = next ? `${pointer}/${step}` : '';
    return {
      matcher: next ?? null,
      key: isObject ? key : null,
      pointer: place,
      nameOffset,
      valueAt,
      isRecord,
    };
  }

  /** Decodes a value in one piece, or goes inside when no buffer takes it. */
  private readWhole(child: Child): WalkStop | null {
    const { cursor } = this;
    const { decoder } = cursor;
    const node = this.skipContainer(child) ?? this.decode(child);
    if (node === null) return this.readPart(child, decoder.failure);
    const end = node.end - cursor.window.base;
    if (node.type === 'string' && !this.has(end, EXPRESSION_BYTES)) return 'fill';
    const whole = decoder.lenient.stepExpression(node, end);
    if (whole === null) return this.failOrFill(decoder.lenient.failure);
    return this.take(child, whole);
  }

  private decode({ key, valueAt }: Child): JsonNode | null {
    const { decoder } = this.cursor;
    const depth = this.frames.length;
    return key === null ? decoder.decode(valueAt, depth) : decoder.decodeMemberValue(valueAt, depth);
  }

  /** In a scan, a hollow node for a valid container; null when its value matters or it has to be decoded. */
  private skipContainer({ isRecord, key, valueAt }: Child): JsonNode | null {
    const { cursor, frames } = this;
    const mayBeEnvelope = !isRecord && key !== null && frames.length === 1;
    if (!this.options.isScan || mayBeEnvelope || !this.isContainer(valueAt)) return null;
    const end = cursor.decoder.skip(valueAt, frames.length);
    if (end < 0) return null;
    const span = { start: cursor.window.base + valueAt, end: cursor.window.base + end };
    const isObject = this.byteAt(valueAt) === BRACE_OPEN;
    return isObject ? { type: 'object', ...span, members: [] } : { type: 'array', ...span, items: [] };
  }

  private take(child: Child, node: JsonNode): WalkStop | null {
    const { pointer, key, matcher } = child;
    this.lastType = node.type;
    this.phase = 'tail';
    if (child.isRecord) this.account.skipRecord(node.start, node.end);
    else this.account.addEnvelope(child.nameOffset, node.end);
    this.cursor.at = node.end - this.cursor.window.base;
    if (!child.isRecord) {
      this.visitor.other(node, key, this.frames.length);
      return null;
    }
    this.visitor.record({ kind: matcher?.kind ?? '', pointer, key: matcher?.isListed ? key : null, node });
    return 'pause';
  }

  private readPart(child: Child, failure: DecodeFailure): WalkStop | null {
    const { cursor } = this;
    const { limits } = this.options;
    if (failure.code !== 'incomplete') return this.fail(failure);
    // Small members have to be decoded in one piece whatever the limit, to become part of the envelope.
    const most = child.isRecord
      ? limits.recordBytes
      : Math.max(limits.wholeValueBytes, limits.envelopeMemberBytes);
    if (cursor.window.end - child.valueAt <= most) return 'fill';
    if (!this.isContainer(child.valueAt))
      return this.fail({ ...failure, code: 'too-large', detail: TOO_LARGE });
    const isOutermost = !this.account.isInside;
    if (isOutermost)
      this.account.openSpan(child.isRecord ? cursor.window.base + child.valueAt : child.nameOffset);
    cursor.at = child.valueAt;
    return this.enter(null, '', isOutermost ? child : null);
  }

  private closeOversized({ isRecord, matcher, pointer, key }: Child): WalkStop | null {
    const span = this.account.closeSpan(this.cursor.offset);
    if (!isRecord) this.options.tally.envelopeBytes += span.length;
    if (!isRecord) return null;
    this.visitor.oversized({ kind: matcher?.kind ?? '', pointer, key: matcher?.isListed ? key : null }, span);
    return 'pause';
  }

  private stepTail(): WalkStop | null {
    const { cursor } = this;
    const frame = this.top();
    const { lenient, notes } = cursor.decoder;
    const mark = notes.mark();
    const tail = lenient.stepTail(this.lastType, cursor.at, closeOf(frame));
    if (tail === null) {
      notes.rollBack(mark);
      return this.failOrFill(lenient.failure);
    }
    if (tail.then === 'end') return this.leave(tail.next);
    if (tail.then === 'more' || !frame.isObject) frame.index += 1;
    cursor.at = tail.next;
    this.phase = tail.then === 'more' ? 'child' : 'pasted';
    return null;
  }

  /** Moves to the next token; false when the window ends before it. */
  private skipBlank(): boolean {
    const { cursor } = this;
    cursor.at = cursor.decoder.lenient.skipBlank(cursor.at);
    return this.has(cursor.at, this.byteAt(cursor.at) === ESCAPE ? LOOK_AHEAD_BYTES : 1);
  }

  /** `count` bytes are at hand from index `at` on, or all that there are. */
  private has(at: number, count: number): boolean {
    const { end, isFinal } = this.cursor.window;
    return isFinal || at + count <= end;
  }

  private isMissing(at: number): boolean {
    return this.byteAt(at) === COMMA || this.byteAt(at) === BRACE_CLOSE;
  }

  private isContainer(at: number): boolean {
    const byte = this.byteAt(at);
    return byte === BRACE_OPEN || (byte === BRACKET_OPEN && !this.cursor.decoder.lenient.isRange(at));
  }

  private byteAt(at: number): number {
    return this.cursor.window.buf[at] ?? 0;
  }

  private top(): Frame {
    return this.frames.at(-1) ?? NO_FRAME;
  }

  private failOrFill(failure: DecodeFailure): WalkStop {
    const { limits } = this.options;
    if (failure.code !== 'incomplete') return this.fail(failure);
    if (this.cursor.available <= limits.recordBytes) return 'fill';
    return this.fail({ ...failure, code: 'too-large', detail: TOO_LARGE });
  }

  private fail(failure: DecodeFailure): WalkStop {
    this.failure = failure;
    return 'failed';
  }
}

function closeOf({ isObject }: Frame): number {
  return isObject ? BRACE_CLOSE : BRACKET_CLOSE;
}
