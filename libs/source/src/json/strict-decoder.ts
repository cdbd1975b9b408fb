import type { JsonMember, JsonNode } from '@cortex/domain';
import type { ByteSlice } from './byte-slice';
import { hasDuplicateKeys, KeyCache, type KeyRange } from './decode-key';
import type { DecodeFailure, DecodeNotes } from './decode-notes';
import { asciiText, findInvalidUtf8, unescapeText, utf8Text } from './decode-text';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** 1: the byte ends the fast run of a string (quote, backslash, control or not ASCII). */
const STOPS_STRING = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === QUOTE || byte === BACKSLASH || byte < SPACE || byte >= 0x80 ? 1 : 0,
);
/** 1: behind a number or a literal this byte would make it another word (`12ab`, `trueish`, `1-2`). */
const GOES_ON_WORD = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w$.+\-:/@\x80-\xff]/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const LITERALS = [
  { word: Buffer.from('true'), value: true },
  { word: Buffer.from('false'), value: false },
  { word: Buffer.from('null'), value: null },
] as const;

/** V8's SlicedString::kMinLength - 1. */
const LONGEST_COPY = 12;
/** A window this large holds one value, which is not decoded twice if it can be helped. */
const LARGEST_TEXT = 4 * 1024 * 1024;

/**
 * Decodes valid JSON (RFC 8259, and bytes that are no UTF-8) and nothing else, as fast as it can: no exceptions, no
 * look-ahead, member names made once. Whatever it refuses goes to the lenient decoder.
 */
export class StrictDecoder {
  /** Why the last `decode` returned null. */
  failure: DecodeFailure = { code: 'undecodable', offset: 0, detail: '' };
  /** A line feed stands between the tokens of the last value. */
  hasLineFeed = false;
  /** The last value is ASCII, without blanks between its tokens or escapes in its strings. */
  isPlain = false;

  private buf: Buffer = Buffer.alloc(1);
  private end = 0;
  private base = 0;
  private isFinal = true;
  /** Index in `buf` of the next byte. */
  private at = 0;
  private depth = 0;
  /** The window as text, a character per byte: slices of it are several times cheaper than calls into Node. */
  private text = '';
  private readonly keys = new KeyCache();
  private readonly keyRange: KeyRange = { from: 0, to: 0, hash: 0 };

  constructor(
    private readonly maxDepth: number,
    private readonly notes: DecodeNotes,
  ) {}

  load(slice: ByteSlice): void {
    this.buf = slice.buf;
    this.end = slice.end;
    this.base = slice.base;
    this.isFinal = slice.isFinal;
    this.text = slice.end <= LARGEST_TEXT ? slice.buf.toString('latin1', 0, slice.end) : '';
  }

  /** The value that begins at index `at` inside `depth` containers, or null and `failure`. */
  decode(at: number, depth: number): JsonNode | null {
    this.at = at;
    this.depth = depth;
    this.hasLineFeed = false;
    this.isPlain = true;
    return this.readValue();
  }

  private readValue(): JsonNode | null {
    const byte = this.buf[this.at] as number;
    if (byte === QUOTE) return this.readString();
    if (byte === BRACE_OPEN) return this.readObject();
    if (byte === BRACKET_OPEN) return this.readArray();
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return this.readNumber();
    return this.readLiteral();
  }

  private readObject(): JsonNode | null {
    const { buf } = this;
    const start = this.at;
    if (this.depth >= this.maxDepth) return this.failDeep();
    this.depth += 1;
    const members: JsonMember[] = [];
    let at = this.skipBlank(start + 1);
    while (buf[at] !== BRACE_CLOSE || members.length > 0) {
      if (buf[at] !== QUOTE) return this.fail(at, 'A member name was expected.');
      const key = this.readKey(at);
      if (key === null) return null;
      at = this.skipBlank(this.at);
      if (buf[at] !== COLON) return this.fail(at, 'A colon was expected.');
      this.at = this.skipBlank(at + 1);
      const value = this.readValue();
      if (value === null) return null;
      members.push({ key, value });
      at = this.skipBlank(this.at);
      if (buf[at] === BRACE_CLOSE) break;
      if (buf[at] !== COMMA) return this.fail(at, 'A comma or the end of the object was expected.');
      at = this.skipBlank(at + 1);
    }
    this.depth -= 1;
    this.at = at + 1;
    if (hasDuplicateKeys(members)) this.notes.duplicates.push(this.base + start);
    return { type: 'object', start: this.base + start, end: this.base + at + 1, members };
  }

  private readArray(): JsonNode | null {
    const { buf } = this;
    const start = this.at;
    if (this.depth >= this.maxDepth) return this.failDeep();
    this.depth += 1;
    const items: JsonNode[] = [];
    let at = this.skipBlank(start + 1);
    while (buf[at] !== BRACKET_CLOSE || items.length > 0) {
      this.at = at;
      const item = this.readValue();
      if (item === null) return null;
      items.push(item);
      at = this.skipBlank(this.at);
      if (buf[at] === BRACKET_CLOSE) break;
      if (buf[at] !== COMMA) return this.fail(at, 'A comma or the end of the array was expected.');
      at = this.skipBlank(at + 1);
    }
    this.depth -= 1;
    this.at = at + 1;
    return { type: 'array', start: this.base + start, end: this.base + at + 1, items };
  }

  private readString(): JsonNode | null {
    const { buf } = this;
    const start = this.at;
    let at = start + 1;
    while (STOPS_STRING[buf[at] as number] === 0) at += 1;
    if (buf[at] !== QUOTE) return this.readRareString(start, at);
    this.at = at + 1;
    const value = this.readAscii(start + 1, at);
    return { type: 'string', start: this.base + start, end: this.base + at + 1, value };
  }

  /** V8 copies a short slice; a longer one would keep the text of the whole window alive. */
  private readAscii(from: number, to: number): string {
    if (to - from > LONGEST_COPY || to > this.text.length) return asciiText(this.buf, from, to);
    return this.text.slice(from, to);
  }

  /** Strings with escapes or beyond ASCII. */
  private readRareString(start: number, stoppedAt: number): JsonNode | null {
    const value = this.readRareText(start, stoppedAt);
    if (value === null) return null;
    return { type: 'string', start: this.base + start, end: this.base + this.at, value };
  }

  private readRareText(start: number, stoppedAt: number): string | null {
    const { buf } = this;
    this.isPlain = false;
    let at = stoppedAt;
    let hasEscape = false;
    let isAscii = true;
    for (let byte = buf[at] as number; byte !== QUOTE; byte = buf[at] as number) {
      if (byte < SPACE) return this.fail(at, 'A string holds a raw control character or does not end.');
      const isEscape = byte === BACKSLASH && at + 1 < this.end;
      if (isEscape) hasEscape = true;
      if (byte >= 0x80 || (isEscape && (buf[at + 1] as number) >= 0x80)) isAscii = false;
      at += isEscape ? 2 : 1;
    }
    this.at = at + 1;
    const body = isAscii ? asciiText(buf, start + 1, at) : this.readUtf8(start + 1, at);
    if (!hasEscape) return body;
    return unescapeText(body) ?? this.fail(start, 'A string holds an escape that JSON does not have.');
  }

  private readUtf8(from: number, to: number): string {
    const invalidAt = findInvalidUtf8(this.buf, from, to);
    if (invalidAt >= 0) this.notes.repair('invalid-utf8', this.base + invalidAt);
    return utf8Text(this.buf, from, to);
  }

  private readKey(start: number): string | null {
    const { buf, keys } = this;
    let key = keys.readExpected(buf, start + 1);
    if (key === null) {
      let at = start + 1;
      let hash = 0;
      for (let byte = buf[at] as number; STOPS_STRING[byte] === 0; byte = buf[at] as number) {
        hash = (Math.imul(hash, 31) + byte) | 0;
        at += 1;
      }
      if (buf[at] !== QUOTE) return this.readRareText(start, at);
      this.keyRange.from = start + 1;
      this.keyRange.to = at;
      this.keyRange.hash = hash;
      key = keys.read(buf, this.keyRange);
    }
    this.at = keys.end;
    return key;
  }

  private readNumber(): JsonNode | null {
    const { buf } = this;
    const start = this.at;
    let at = buf[start] === MINUS ? start + 1 : start;
    if (buf[at] === ZERO) at += 1;
    else if ((at = this.skipDigits(at)) < 0) return null;
    if (buf[at] === POINT && (at = this.skipDigits(at + 1)) < 0) return null;
    if (((buf[at] as number) | 0x20) === 0x65) {
      const sign = buf[at + 1];
      if ((at = this.skipDigits(sign === PLUS || sign === MINUS ? at + 2 : at + 1)) < 0) return null;
    }
    if (!this.isWordEnd(at)) return this.fail(at, 'A number does not end where it should.');
    this.at = at;
    return { type: 'number', start: this.base + start, end: this.base + at, text: this.readAscii(start, at) };
  }

  /** The index behind the digits at `at`, or -1 when there is none. */
  private skipDigits(at: number): number {
    const { buf } = this;
    let next = at;
    for (let byte = buf[next] as number; byte >= ZERO && byte <= NINE; byte = buf[next] as number) next += 1;
    if (next > at) return next;
    this.fail(at, 'A digit was expected.');
    return -1;
  }

  private readLiteral(): JsonNode | null {
    const { buf } = this;
    const start = this.at;
    const literal = LITERALS.find(({ word }) => word[0] === buf[start]);
    if (!literal) return this.fail(start, 'A value was expected.');
    const { word, value } = literal;
    for (let at = 1; at < word.length; at += 1) {
      if (buf[start + at] !== word[at]) return this.fail(start + at, 'A value was expected.');
    }
    const at = start + word.length;
    if (!this.isWordEnd(at)) return this.fail(at, 'A value was expected.');
    this.at = at;
    return { type: 'literal', start: this.base + start, end: this.base + at, value };
  }

  private isWordEnd(at: number): boolean {
    if (at === this.end) return this.isFinal;
    return GOES_ON_WORD[this.buf[at] as number] === 0;
  }

  private skipBlank(from: number): number {
    const { buf } = this;
    let at = from;
    let byte = buf[at] as number;
    while (byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB) {
      if (byte === LINE_FEED) this.hasLineFeed = true;
      at += 1;
      byte = buf[at] as number;
    }
    if (at > from) this.isPlain = false;
    return at;
  }

  private failDeep(): null {
    const detail = `Nested deeper than ${this.maxDepth} levels.`;
    this.failure = { code: 'too-deep', offset: this.base + this.at, detail };
    return null;
  }

  private fail(at: number, detail: string): null {
    const code = at >= this.end && !this.isFinal ? 'incomplete' : 'undecodable';
    this.failure = { code, offset: this.base + Math.min(at, this.end), detail };
    return null;
  }
}
