import type { ByteSlice } from '../json/byte-slice';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
export const BYTE_ORDER_MARK_BYTES = BYTE_ORDER_MARK.length;
const LINE_FEED = 0x0a;
const BRACKET_OPEN = 0x5b;
const BRACE_OPEN = 0x7b;
/** Text before JSON is a greeting of the tool that wrote it, not a document of its own. */
const MOST_TEXT_LINES = 8;
const MOST_TEXT_BYTES = 16 * 1024;
/** A line with braces, member names or an open end is JSON that went wrong, not text. */
const LOOKS_LIKE_JSON = /[{}]|"[^"]*"\s*:|^\s*["\]]|[[,]\s*$/;
/** `[INFO] reading`, `[2025-11-09 10:00:00] start`: a log line, though it opens a bracket. */
const LOG_LINE = /^\[(?:\s*[A-Za-z][\w -]*\]\s*\S|\d{4}-\d\d|\d\d:\d\d)/;

/** How many bytes must be at hand for `findTextEnd` to decide. */
export const TEXT_LOOK_AHEAD_BYTES = MOST_TEXT_BYTES + 1;

/** Length of the byte order mark at the start of a document: 3 or 0. */
export function measureByteOrderMark({ buf, end, base }: ByteSlice): number {
  return base === 0 && BYTE_ORDER_MARK.equals(buf.subarray(0, Math.min(BYTE_ORDER_MARK_BYTES, end)))
    ? BYTE_ORDER_MARK_BYTES
    : 0;
}

export function isOpener(byte: number | undefined): boolean {
  return byte === BRACE_OPEN || byte === BRACKET_OPEN;
}

/**
 * Where JSON begins behind lines of text (`Loading configuration …`): at the first line that opens a container in
 * column 0, when every line before it is text. -1 when there is none. `at` is the start of the first line.
 */
export function findTextEnd(slice: ByteSlice, at: number): number {
  const limit = Math.min(slice.end, at + MOST_TEXT_BYTES);
  let line = at;
  for (let count = 0; count < MOST_TEXT_LINES; count += 1) {
    const text = readLine(slice, line, limit);
    if (text === null || LOOKS_LIKE_JSON.test(text)) return -1;
    line += text.length + 1;
    if (isOpener(slice.buf[line]) && !LOG_LINE.test(readLine(slice, line, limit) ?? '')) return line;
  }
  return -1;
}

/** The line at `from` without its line feed, a character per byte; null when no line ends before `limit`. */
function readLine({ buf }: ByteSlice, from: number, limit: number): string | null {
  const end = buf.indexOf(LINE_FEED, from);
  return end < 0 || end >= limit ? null : buf.toString('latin1', from, end);
}
