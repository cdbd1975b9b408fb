import type { ByteSlice } from './byte-slice';

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const BRACE_OPEN = 0x7b;

/** A closing bracket stands two above its opening one. */
const TO_CLOSE = 2;

const bytesIn = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));

const IS_BLANK = bytesIn(/[ \t\r\n]/);
const IS_DIGIT = bytesIn(/[0-9]/);
const IS_HEX = bytesIn(/[0-9A-Fa-f]/);
const IS_ESCAPED = bytesIn(/["\\/bfnrt]/);
const STOPS_STRING = bytesIn(/[\x00-\x1f"\\]/);
/** What may stand behind a number or a literal inside of a container. */
const ENDS_WORD = bytesIn(/[ \t\r\n,\]}]/);
const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Finds the end of a valid container without making anything of it: what the first walk of a large document needs of
 * its records. Whatever it does not take is decoded instead, so it need not say why.
 */
export class DecodeSkipper {
  private buf: Buffer = Buffer.alloc(1);
  /** The closing brackets of the containers that are open. */
  private readonly closers: Uint8Array;
  private open = 0;
  private most = 0;

  constructor(private readonly maxDepth: number) {
    this.closers = new Uint8Array(maxDepth + 1);
  }

  load({ buf }: ByteSlice): void {
    this.buf = buf;
  }

  /** The index behind the container at `at` inside `depth` others; -1 unless it is valid and ends in the slice. */
  skip(at: number, depth: number): number {
    this.open = 0;
    this.most = this.maxDepth - depth;
    let next = at;
    do {
      const byte = this.buf[next] as number;
      if (byte === BRACE_OPEN || byte === BRACKET_OPEN) next = this.enter(next, byte);
      else next = this.leave(byte === QUOTE ? this.skipString(next) : this.skipWord(next));
    } while (this.open > 0 && next >= 0);
    return next;
  }

  /** At an opening bracket: the index of the first value inside, or of what follows an empty container. */
  private enter(at: number, opener: number): number {
    if (this.open >= this.most) return -1;
    const closer = opener + TO_CLOSE;
    this.closers[this.open] = closer;
    this.open += 1;
    const next = this.skipBlank(at + 1);
    if (this.buf[next] === closer) return this.leave(next);
    return opener === BRACE_OPEN ? this.skipName(next) : next;
  }

  /** Behind a value, or at the end of an empty container: the index of the next value, or behind the last bracket. */
  private leave(at: number): number {
    let next = at;
    while (this.open > 0 && next >= 0) {
      const here = this.skipBlank(next);
      const closer = this.closers[this.open - 1];
      if (this.buf[here] === COMMA) {
        const value = this.skipBlank(here + 1);
        return closer === BRACE_OPEN + TO_CLOSE ? this.skipName(value) : value;
      }
      if (this.buf[here] !== closer) return -1;
      next = here + 1;
      this.open -= 1;
    }
    return next;
  }

  /** The index of the value behind a member's name and colon. */
  private skipName(at: number): number {
    if (this.buf[at] !== QUOTE) return -1;
    const end = this.skipString(at);
    if (end < 0) return -1;
    const colonAt = this.skipBlank(end);
    return this.buf[colonAt] === COLON ? this.skipBlank(colonAt + 1) : -1;
  }

  private skipString(start: number): number {
    const { buf } = this;
    let at = start + 1;
    for (;;) {
      while (STOPS_STRING[buf[at] as number] === 0) at += 1;
      if (buf[at] === QUOTE) return at + 1;
      if (buf[at] !== BACKSLASH) return -1;
      at = this.skipEscape(at + 1);
      if (at < 0) return -1;
    }
  }

  private skipEscape(at: number): number {
    const { buf } = this;
    if (IS_ESCAPED[buf[at] as number] === 1) return at + 1;
    if (buf[at] !== LETTER_U) return -1;
    for (let digit = 1; digit <= 4; digit += 1) {
      if (IS_HEX[buf[at + digit] as number] !== 1) return -1;
    }
    return at + 5;
  }

  private skipWord(at: number): number {
    const { buf } = this;
    const word = WORDS.find((candidate) => candidate[0] === buf[at]);
    const end = word ? at + word.length : this.skipNumber(at);
    if (end < 0 || ENDS_WORD[buf[end] as number] !== 1) return -1;
    return word && word.compare(buf, at, end) !== 0 ? -1 : end;
  }

  private skipNumber(start: number): number {
    const { buf } = this;
    let at = buf[start] === MINUS ? start + 1 : start;
    at = buf[at] === ZERO ? at + 1 : this.skipDigits(at);
    if (at >= 0 && buf[at] === POINT) at = this.skipDigits(at + 1);
    if (at < 0 || ((buf[at] as number) | 0x20) !== 0x65) return at;
    const sign = buf[at + 1];
    return this.skipDigits(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
  }

  private skipDigits(start: number): number {
    let at = start;
    while (IS_DIGIT[this.buf[at] as number] === 1) at += 1;
    return at > start ? at : -1;
  }

  private skipBlank(from: number): number {
    let at = from;
    while (IS_BLANK[this.buf[at] as number] === 1) at += 1;
    return at;
  }
}
