import { toByteSlice } from '../json/byte-slice';
import { skipWhiteSpace, trimWhiteSpace } from './account-gap';
import { isOpener } from './find-content';
import type { StreamCursor } from './stream-cursor';

/** Lines that are looked at behind a broken one. */
const WITNESS_LINES = 16;
/** … and their bytes: a witness line is read in full, the next one only below this. */
const WITNESS_BYTES = 1024 * 1024;
const CONTINUES = new Set(Array.from(',:[{', (character) => character.charCodeAt(0)));

export interface LineEvidence {
  /** There are earlier values, and each of them was one line. */
  readonly wasLineShaped: boolean;
  /** Longest line that is worth reading. */
  readonly limit: number;
}

/**
 * Where the line at the cursor ends, if the document goes on line by line behind it, so that what is broken in it
 * ends with it; else -1. The cursor stands at a value that cannot be decoded, in a line that began outside of any
 * value.
 *
 * All of the next lines (16, or as many as there are) must open a container in column 0, and one of them at least
 * must decode. Lines inside a pretty-printed value do not pass: they are indented, or close a bracket, or go on with
 * a comma. A line that ends in `,`, `:`, `[` or `{` may be the start of such a value, and is taken for a torn line
 * only when every value before it was a line.
 */
export async function findBrokenLineEnd(cursor: StreamCursor, evidence: LineEvidence): Promise<number> {
  const end = await cursor.findLineEnd(0, evidence.limit);
  if (end < 0 || end === cursor.available) return -1;
  if (!evidence.wasLineShaped && seemsToContinue(cursor, end)) return -1;
  return (await hasWitness(cursor, end + 1, evidence)) ? end : -1;
}

function seemsToContinue({ window, at }: StreamCursor, end: number): boolean {
  const last = trimWhiteSpace(window, { from: at, to: at + end }) - 1;
  return CONTINUES.has(window.buf[last] ?? 0);
}

async function hasWitness(cursor: StreamCursor, first: number, { limit }: LineEvidence): Promise<boolean> {
  let from = first;
  let decoded = 0;
  for (let lines = 0; lines < WITNESS_LINES && from - first < WITNESS_BYTES;) {
    const end = await cursor.findLineEnd(from, from + limit);
    if (end < 0) return false;
    const line = readLine(cursor, from, end);
    if (line !== null && !isOpener(line[0])) return false;
    if (line !== null) lines += 1;
    if (line !== null && decoded === 0 && decodesWholly(cursor, line)) decoded += 1;
    if (end === cursor.available) break;
    from = end + 1;
  }
  return decoded > 0;
}

/** The bytes of a line, or null when it is blank. */
function readLine({ window, at }: StreamCursor, from: number, end: number): Buffer | null {
  const stretch = { from: at + from, to: at + end };
  if (skipWhiteSpace(window, stretch) === stretch.to) return null;
  return window.buf.subarray(stretch.from, stretch.to);
}

/** The line is valid JSON: one value, or several glued ones. */
function decodesWholly({ decoder, window }: StreamCursor, line: Buffer): boolean {
  const slice = toByteSlice(line);
  const mark = decoder.notes.mark();
  decoder.load(slice);
  let at = 0;
  let isValid = true;
  while (at < slice.end && isValid) {
    const node = isOpener(slice.buf[at]) ? decoder.decodeStrict(at) : null;
    isValid = node !== null;
    at = skipWhiteSpace(slice, { from: node?.end ?? slice.end, to: slice.end });
  }
  decoder.notes.rollBack(mark);
  decoder.load(window);
  return isValid;
}
