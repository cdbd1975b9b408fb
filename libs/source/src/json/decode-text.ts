import { isUtf8 } from 'node:buffer';

/** Methods of Node's Buffer that its types leave out; `toString` adds a third to their cost on short strings. */
interface SlicingBuffer {
  asciiSlice(from: number, to: number): string;
  utf8Slice(from: number, to: number): string;
}

/** The text of bytes that are all below 0x80. */
export function asciiText(buf: Buffer, from: number, to: number): string {
  return (buf as unknown as SlicingBuffer).asciiSlice(from, to);
}

/** The text of UTF-8 bytes; U+FFFD stands for what is not UTF-8. */
export function utf8Text(buf: Buffer, from: number, to: number): string {
  return (buf as unknown as SlicingBuffer).utf8Slice(from, to);
}

/** Offset of the first byte of `buf[from, to)` that begins no valid UTF-8 sequence, or -1. */
export function findInvalidUtf8(buf: Buffer, from: number, to: number): number {
  if (isUtf8(buf.subarray(from, to))) return -1;
  let at = from;
  while (at < to) {
    const length = sequenceLength(buf[at] as number);
    if (length === 0 || at + length > to || !isUtf8(buf.subarray(at, at + length))) return at;
    at += length;
  }
  return -1;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/**
 * The value of a JSON string body that holds escapes, or null when an escape is none of JSON's. Lone surrogates and
 * NUL come through as they are: JSON.parse of a string alone loses nothing.
 */
export function unescapeText(body: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${body}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
