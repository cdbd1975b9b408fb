import { findStringEnd } from '../documents/account-gap';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const DEFAULT_UNIT = '  ';
/** Lines that are looked at to find out how far a level is indented. */
const MOST_LINES = 256;

/** Index of the first byte of the line that `at` is in. */
export function lineStartOf(buf: Buffer, at: number): number {
  return at === 0 ? 0 : buf.lastIndexOf(LINE_FEED, at - 1) + 1;
}

/** The blanks that the line of `at` begins with. */
export function indentOf(buf: Buffer, at: number): string {
  return blanksAt(buf, lineStartOf(buf, at));
}

function blanksAt(buf: Buffer, from: number): string {
  let end = from;
  while (buf[end] === 0x20 || buf[end] === 0x09) end += 1;
  return buf.toString('latin1', from, end);
}

/** How lines end at that place: as the line before does, or else the one that it is in. */
export function newlineAt(buf: Buffer, at: number): string {
  const before = at === 0 ? -1 : buf.lastIndexOf(LINE_FEED, at - 1);
  const feed = before < 0 ? buf.indexOf(LINE_FEED, at) : before;
  return feed > 0 && buf[feed - 1] === CARRIAGE_RETURN ? '\r\n' : '\n';
}

/** A container was opened on the line of `at`, and is still open there. */
export function isInsideOfLine(buf: Buffer, at: number): boolean {
  let depth = 0;
  for (let index = lineStartOf(buf, at); index < at; index += 1) {
    const byte = buf[index] ?? 0;
    if (byte === QUOTE) index = findStringEnd(buf, index, at) - 1;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if ((byte === 0x7d || byte === 0x5d) && depth > 0) depth -= 1;
  }
  return depth > 0;
}

/** What a level is indented by: the difference to the next line above that is indented less, or below to one that is more. */
export function unitAt(buf: Buffer, at: number): string {
  const indent = indentOf(buf, at);
  return (indent === '' ? unitBelow(buf, at) : unitAbove(buf, at, indent)) ?? DEFAULT_UNIT;
}

function unitAbove(buf: Buffer, at: number, indent: string): string | null {
  let start = lineStartOf(buf, at);
  for (let lines = 0; start > 0 && lines < MOST_LINES; lines += 1) {
    start = lineStartOf(buf, start - 1);
    const other = blanksAt(buf, start);
    const isBlank = isLineEnd(buf[start + other.length]);
    if (!isBlank && other.length < indent.length)
      return indent.startsWith(other) ? indent.slice(other.length) : null;
  }
  return indent;
}

function unitBelow(buf: Buffer, at: number): string | null {
  let start = buf.indexOf(LINE_FEED, at) + 1;
  for (let lines = 0; start > 0 && lines < MOST_LINES; lines += 1) {
    const blanks = blanksAt(buf, start);
    if (blanks !== '' && !isLineEnd(buf[start + blanks.length])) return blanks;
    start = buf.indexOf(LINE_FEED, start) + 1;
  }
  return null;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === 0 || byte === undefined;
}
