import type { ByteSlice } from './byte-slice';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What brackets do to the depth, by byte. */
const DEPTH_CHANGE = Int8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return Number('[{'.includes(character)) - Number(']}'.includes(character));
});

/**
 * Whether the container that begins at index `at` ends before the slice does, judged by its brackets alone. A cheap
 * look that spares decoding half of a large value; what is broken may be judged wrongly.
 */
export function closesInside({ buf, end }: ByteSlice, at: number): boolean {
  let depth = 0;
  let index = at;
  while (index < end) {
    const byte = buf[index] ?? 0;
    if (byte === QUOTE) index = findClosingQuote(buf, index + 1, end);
    depth += DEPTH_CHANGE[byte] ?? 0;
    index += 1;
    if (depth === 0) return true;
  }
  return false;
}

function findClosingQuote(buf: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && buf[at] !== QUOTE) at += buf[at] === BACKSLASH ? 2 : 1;
  return at;
}
