import type { JsonMember, JsonNode } from '@cortex/domain';
import type { ByteSlice } from './byte-slice';
import { DecodeScanner } from './decode-scanner';
import type { DecodeFailure, DecodeNotes } from './decode-notes';
import { hasDuplicateKeys } from './decode-key';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** A member name and where its value begins. */
export interface KeyStep {
  readonly key: string;
  readonly valueAt: number;
}

/**
 * What stands behind a value in a container: another member or item (at `next`), the end (before `next`), or an
 * object pasted behind an object (at `next`), which is read as one more value under the same name or as the next item.
 */
export interface TailStep {
  readonly then: 'more' | 'end' | 'pasted';
  readonly next: number;
}

/**
 * Decodes JSON that needs mending, by the rules of SPEC.md; each mend is noted. Valid JSON comes out exactly as from
 * the strict decoder. Its steps are public because documents too big for one buffer are walked with them.
 */
export class LenientDecoder {
  private readonly scanner: DecodeScanner;
  private depth = 0;

  constructor(
    private readonly maxDepth: number,
    private readonly notes: DecodeNotes,
  ) {
    this.scanner = new DecodeScanner(notes);
  }

  get failure(): DecodeFailure {
    return this.scanner.failure;
  }

  load(slice: ByteSlice): void {
    this.scanner.load(slice);
  }

  /** The value that begins at index `at` inside `depth` containers, or null and `failure`. */
  decode(at: number, depth: number): JsonNode | null {
    this.depth = depth;
    return this.readValue(at, false);
  }

  /** A value, or what stands for one, behind the colon of a member. */
  decodeMemberValue(at: number, depth: number): JsonNode | null {
    this.depth = depth;
    return this.readMemberValue(at);
  }

  /** A string that was decoded strictly, with the expression that goes on at `at` behind it, if one does. */
  stepExpression(node: JsonNode, at: number): JsonNode | null {
    return node.type === 'string' ? this.scanner.extendString(node, at) : node;
  }

  /** Index of the first byte that is neither white space nor an ANSI escape. */
  skipBlank(at: number): number {
    return this.scanner.skipBlank(at);
  }

  /** At the name of a member. */
  stepKey(at: number): KeyStep | null {
    const key = this.scanner.readKey(at);
    if (key === null) return null;
    const colonAt = this.scanner.skipBlank(this.scanner.next);
    if (this.scanner.byteAt(colonAt) !== COLON) return this.scanner.fail(colonAt, 'A colon was expected.');
    return { key, valueAt: this.scanner.skipBlank(colonAt + 1) };
  }

  /** Behind a value; `close` is the bracket that would end the container. */
  stepTail(type: JsonNode['type'], at: number, close: number): TailStep | null {
    const next = this.scanner.skipBlank(at);
    const byte = this.scanner.byteAt(next);
    if (byte === COMMA) return { then: 'more', next: this.scanner.skipBlank(next + 1) };
    if (byte === close) return { then: 'end', next: next + 1 };
    if (byte === BRACE_OPEN && type === 'object') {
      this.notes.repair('pasted-objects', this.scanner.offsetOf(next));
      return { then: 'pasted', next };
    }
    return this.scanner.fail(next, 'A comma or the end of the container was expected.');
  }

  /** A numeric range stands where an array would begin (`[30000-32767]`). */
  isRange(at: number): boolean {
    return this.scanner.findRange(at) !== null;
  }

  private readValue(at: number, isMember: boolean): JsonNode | null {
    const byte = this.scanner.byteAt(at);
    if (byte === BRACE_OPEN) return this.readObject(at);
    if (byte === BRACKET_OPEN) return this.scanner.readRange(at) ?? this.readArray(at);
    if (byte === QUOTE) return this.scanner.readString(at);
    return this.scanner.readWord(at, isMember);
  }

  private readMemberValue(at: number): JsonNode | null {
    const byte = this.scanner.byteAt(at);
    if (byte !== COMMA && byte !== BRACE_CLOSE) return this.readValue(at, true);
    const offset = this.scanner.offsetOf(at);
    this.notes.repair('missing-value', offset);
    this.scanner.next = at;
    return { type: 'literal', start: offset, end: offset, value: null };
  }

  private readObject(start: number): JsonNode | null {
    if (!this.enter(start)) return null;
    const members: JsonMember[] = [];
    const first = this.scanner.skipBlank(start + 1);
    const isEmpty = this.scanner.byteAt(first) === BRACE_CLOSE;
    const close = isEmpty ? first + 1 : this.readMembers(first, members);
    if (close < 0) return null;
    this.depth -= 1;
    this.scanner.next = close;
    const offset = this.scanner.offsetOf(start);
    if (hasDuplicateKeys(members)) this.notes.duplicates.push(offset);
    return { type: 'object', start: offset, end: this.scanner.offsetOf(close), members };
  }

  /** The index behind the closing brace, or -1. */
  private readMembers(first: number, members: JsonMember[]): number {
    let at = first;
    for (;;) {
      const step = this.stepKey(at);
      if (step === null) return -1;
      const tail = this.readMember(step, members);
      if (tail === null) return -1;
      at = tail.next;
      if (tail.then === 'end') return at;
    }
  }

  /** One member, or several of the same name when objects were pasted behind its value. */
  private readMember({ key, valueAt }: KeyStep, members: JsonMember[]): TailStep | null {
    let at = valueAt;
    for (;;) {
      const value = this.readMemberValue(at);
      if (value === null) return null;
      members.push({ key, value });
      const tail = this.stepTail(value.type, this.scanner.next, BRACE_CLOSE);
      if (tail?.then !== 'pasted') return tail;
      at = tail.next;
    }
  }

  private readArray(start: number): JsonNode | null {
    if (!this.enter(start)) return null;
    const items: JsonNode[] = [];
    const first = this.scanner.skipBlank(start + 1);
    const isEmpty = this.scanner.byteAt(first) === BRACKET_CLOSE;
    const close = isEmpty ? first + 1 : this.readItems(first, items);
    if (close < 0) return null;
    this.depth -= 1;
    this.scanner.next = close;
    return { type: 'array', start: this.scanner.offsetOf(start), end: this.scanner.offsetOf(close), items };
  }

  /** The index behind the closing bracket, or -1. */
  private readItems(first: number, items: JsonNode[]): number {
    let at = first;
    for (;;) {
      const item = this.readValue(at, false);
      if (item === null) return -1;
      items.push(item);
      const tail = this.stepTail(item.type, this.scanner.next, BRACKET_CLOSE);
      if (tail === null) return -1;
      at = tail.next;
      if (tail.then === 'end') return at;
    }
  }

  private enter(at: number): boolean {
    if (this.depth >= this.maxDepth) return this.scanner.failDeep(at, this.maxDepth);
    this.depth += 1;
    return true;
  }
}
