import type { ByteSlice } from '../json/byte-slice';

/** Where the bytes outside of records are counted. */
export interface GapTally {
  envelopeBytes: number;
  separatorBytes: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const IS_SEPARATOR = Uint8Array.from({ length: 256 }, (_, byte) =>
  ' \t\r\n,:[]{}'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** A stretch of a slice, by index: `[from, to)`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Counts the bytes between records and envelope members: white space, commas, colons and brackets are separators,
 * the rest (member names, ANSI escapes) is envelope. A stretch begins and ends between tokens.
 */
export function accountGap({ buf }: ByteSlice, { from, to }: Stretch, tally: GapTally): void {
  let separators = 0;
  for (let at = from; at < to; at += 1) {
    const byte = buf[at] ?? 0;
    if (byte === QUOTE) at = findStringEnd(buf, at, to) - 1;
    else separators += IS_SEPARATOR[byte] ?? 0;
  }
  tally.separatorBytes += separators;
  tally.envelopeBytes += to - from - separators;
}

/** The index of the last member name in a stretch that ends where the member's value begins, or its end. */
export function findNameStart({ buf }: ByteSlice, { from, to }: Stretch): number {
  let name = to;
  for (
    let at = buf.indexOf(QUOTE, from);
    at >= 0 && at < to;
    at = buf.indexOf(QUOTE, findStringEnd(buf, at, to))
  ) {
    name = at;
  }
  return name;
}

/** The index of the first byte of a stretch that is no white space, or its end. */
export function skipWhiteSpace({ buf }: ByteSlice, { from, to }: Stretch): number {
  let at = from;
  while (at < to && isWhiteSpace(buf[at] ?? 0)) at += 1;
  return at;
}

/** The end of a stretch without the white space behind it. */
export function trimWhiteSpace({ buf }: ByteSlice, { from, to }: Stretch): number {
  let end = to;
  while (end > from && isWhiteSpace(buf[end - 1] ?? 0)) end -= 1;
  return end;
}

export function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function findStringEnd(buf: Buffer, start: number, to: number): number {
  let at = start + 1;
  while (at < to && buf[at] !== QUOTE) at += buf[at] === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, to);
}
