import type { JsonNode, JsonString } from '@cortex/domain';
import type { ByteSlice } from './byte-slice';
import type { DecodeFailure, DecodeNotes } from './decode-notes';
import { findInvalidUtf8, unescapeText, utf8Text } from './decode-text';

const ESCAPE = 0x1b;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;

const WORDS = new Map<string, true | false | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** A word that a shell left without its quotes: `high`, `83b2f622`, `2025-11-09T14:10:00Z`, `ry-ops/aiana`. */
const BARE_WORD = /^[\w$.+@/-][\w$.+\-:/@]*$/;
const WORD_BYTE = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w$.+\-:/@\x80-\xff]/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const RANGE = /^\[[ \t]*(\d+)[ \t]*-[ \t]*(\d+)[ \t]*\]/;
/** No range is longer: two numbers of 20 digits and some blanks. */
const LONGEST_RANGE = 64;
/** CSI sequences (colours, cursor), character set switches and the short ones (`ESC =`). */
export const ANSI_SEQUENCE = '\\x1b(?:\\[[0-?]*[ -/]*[@-~]|[()#][0-9A-Za-z]|[=>78cDEHMNOZ])';
const ANSI_AT_START = new RegExp(`^${ANSI_SEQUENCE}`);
const ANSI_ANYWHERE = new RegExp(ANSI_SEQUENCE, 'g');
export const LONGEST_ANSI = 64;
const LONGEST_EXPRESSION = 1024;
const OPENS = new Set(['(', '[', '{']);
const CLOSES = new Set([')', ']', '}']);

/** The tokens of JSON that needs mending. `next` is the index behind the last token. */
export class DecodeScanner {
  failure: DecodeFailure = { code: 'undecodable', offset: 0, detail: '' };
  next = 0;

  private slice: ByteSlice = { buf: Buffer.alloc(1), end: 0, base: 0, isFinal: true };

  constructor(private readonly notes: DecodeNotes) {}

  load(slice: ByteSlice): void {
    this.slice = slice;
  }

  byteAt(at: number): number {
    return this.slice.buf[at] as number;
  }

  offsetOf(at: number): number {
    return this.slice.base + at;
  }

  skipBlank(from: number): number {
    let at = from;
    for (;;) {
      const byte = this.byteAt(at);
      if (byte === SPACE || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b && byte !== 0x0c)) at += 1;
      else if (byte === ESCAPE && this.ansiLength(at) > 0) {
        this.notes.repair('ansi-escape', this.offsetOf(at));
        at += this.ansiLength(at);
      } else return at;
    }
  }

  readKey(at: number): string | null {
    if (this.byteAt(at) !== QUOTE) return this.fail(at, 'A member name was expected.');
    return this.readText(at);
  }

  /** A string, or one that an expression goes on behind (`"task-" + Date.now()`): its literal part. */
  readString(start: number): JsonNode | null {
    const value = this.readText(start);
    if (value === null) return null;
    const span = { start: this.offsetOf(start), end: this.offsetOf(this.next) };
    return this.extendString({ type: 'string', ...span, value }, this.next);
  }

  extendString(node: JsonString, at: number): JsonString | null {
    const end = this.findExpressionEnd(at);
    if (end === null) return null;
    this.next = end;
    if (end === at) return node;
    this.notes.repair('expression-value', node.start);
    return { ...node, end: this.offsetOf(end) };
  }

  /** A number, a literal or, where a member's value stands, a bare word. */
  readWord(start: number, isMember: boolean): JsonNode | null {
    let at = start;
    while (WORD_BYTE[this.byteAt(at)] === 1) at += 1;
    if (at === this.slice.end && !this.slice.isFinal) return this.fail(at, 'The value does not end.');
    const text = this.slice.buf.toString('latin1', start, at);
    const span = { start: this.offsetOf(start), end: this.offsetOf(at) };
    this.next = at;
    const literal = WORDS.get(text);
    if (literal !== undefined) return { type: 'literal', ...span, value: literal };
    if (NUMBER.test(text)) return { type: 'number', ...span, text };
    if (!isMember || !this.isBareWord(start, at)) return this.fail(start, 'A value was expected.');
    this.notes.repair('bare-word', span.start);
    return { type: 'string', ...span, value: text };
  }

  readRange(at: number): JsonNode | null {
    const range = this.findRange(at);
    if (range === null) return null;
    this.next = at + range.length;
    this.notes.repair('numeric-range', this.offsetOf(at));
    const span = { start: this.offsetOf(at), end: this.offsetOf(this.next) };
    return { type: 'string', ...span, value: range.text };
  }

  findRange(at: number): { readonly text: string; readonly length: number } | null {
    if (this.byteAt(at) !== BRACKET_OPEN) return null;
    const match = RANGE.exec(this.peek(at, LONGEST_RANGE));
    return match ? { text: `${match[1]}-${match[2]}`, length: match[0].length } : null;
  }

  failDeep(at: number, maxDepth: number): false {
    const detail = `Nested deeper than ${maxDepth} levels.`;
    this.failure = { code: 'too-deep', offset: this.offsetOf(at), detail };
    return false;
  }

  fail(at: number, detail: string): null {
    const { end, isFinal } = this.slice;
    const isCut = at >= end || (this.byteAt(at) === ESCAPE && at + LONGEST_ANSI > end);
    const code = isCut && !isFinal ? 'incomplete' : 'undecodable';
    this.failure = { code, offset: this.offsetOf(Math.min(at, end)), detail };
    return null;
  }

  private isBareWord(from: number, to: number): boolean {
    return to > from && BARE_WORD.test(utf8Text(this.slice.buf, from, to));
  }

  /** A string whose body may hold raw control characters and ANSI escapes. */
  private readText(start: number): string | null {
    const end = this.findQuote(start + 1);
    if (end < 0) return null;
    this.next = end + 1;
    const { buf } = this.slice;
    const invalidAt = findInvalidUtf8(buf, start + 1, end);
    if (invalidAt >= 0) this.notes.repair('invalid-utf8', this.offsetOf(invalidAt));
    const body = this.mendControls(utf8Text(buf, start + 1, end), start + 1);
    if (!body.includes('\\')) return body;
    return unescapeText(body) ?? this.fail(start, 'A string holds an escape that JSON does not have.');
  }

  private findQuote(from: number): number {
    const { end } = this.slice;
    let at = from;
    while (at < end && this.byteAt(at) !== QUOTE) {
      const isEscape = this.byteAt(at) === BACKSLASH;
      if (isEscape && at + 1 < end && this.byteAt(at + 1) < SPACE) break;
      at += isEscape ? 2 : 1;
    }
    if (at < end && this.byteAt(at) === QUOTE) return at;
    this.fail(at, 'A string does not end.');
    return -1;
  }

  /** Control characters as escapes, ANSI sequences left out; one note for each kind, where the first one stands. */
  private mendControls(body: string, from: number): string {
    if (!CONTROL.test(body)) return body;
    const plain = body.replace(ANSI_ANYWHERE, '');
    if (plain !== body) this.noteFirst('ansi-escape', from, (byte) => byte === ESCAPE);
    if (!CONTROL.test(plain)) return plain;
    this.noteFirst('raw-control-in-string', from, (byte, at) => byte < SPACE && this.ansiLength(at) === 0);
    return plain.replace(EVERY_CONTROL, escapeControl);
  }

  private noteFirst(
    rule: 'ansi-escape' | 'raw-control-in-string',
    from: number,
    isIt: (byte: number, at: number) => boolean,
  ): void {
    let at = from;
    while (at < this.slice.end && !isIt(this.byteAt(at), at)) at += 1;
    this.notes.repair(rule, this.offsetOf(at));
  }

  /** The index behind an expression that goes on at `from`, `from` itself when there is none, null on failure. */
  private findExpressionEnd(from: number): number | null {
    let at = from;
    while (this.byteAt(at) === SPACE) at += 1;
    if (at === this.slice.end && !this.slice.isFinal) return this.fail(at, 'The value does not end.');
    if (this.byteAt(at) !== PLUS) return from;
    const text = this.peek(at, LONGEST_EXPRESSION);
    const length = expressionLength(text);
    if (length < 0)
      return this.fail(Math.min(at + text.length, this.slice.end), 'An expression does not end.');
    return at + length;
  }

  private ansiLength(at: number): number {
    if (this.byteAt(at) !== ESCAPE) return 0;
    return ANSI_AT_START.exec(this.peek(at, LONGEST_ANSI))?.[0].length ?? 0;
  }

  private peek(at: number, length: number): string {
    const { buf, end } = this.slice;
    return buf.toString('latin1', at, Math.min(end, at + length));
  }
}

const CONTROL = /[\x00-\x1f]/;
const EVERY_CONTROL = /[\x00-\x1f]/g;

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Up to the comma, bracket or line end that closes the value, without the blanks before it; -1 when none comes. */
function expressionLength(text: string): number {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (OPENS.has(character)) depth += 1;
    else if (depth === 0 && isExpressionEnd(character)) return text.slice(0, at).trimEnd().length;
    else if (CLOSES.has(character)) depth -= 1;
  }
  return -1;
}

function isExpressionEnd(character: string): boolean {
  return character === ',' || character === '\n' || CLOSES.has(character);
}
