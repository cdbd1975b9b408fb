import { asciiText } from './decode-text';

const SLOTS = 2048;
const LONGEST_KEPT_KEY = 64;

interface KeptKey {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * Member names repeat from record to record: each is made a string once. A direct-mapped table; names that meet in
 * one slot drive each other out, which costs time and nothing else.
 */
export class KeyCache {
  private readonly slots = new Array<KeptKey | undefined>(SLOTS).fill(undefined);

  /** The ASCII text of `buf[from, to)`, whose bytes have this hash. */
  read(buf: Buffer, range: KeyRange): string {
    const { from, to } = range;
    const slot = range.hash & (SLOTS - 1);
    const kept = this.slots[slot];
    if (kept?.bytes.length === to - from && isEqual(buf, from, kept.bytes)) return kept.text;
    const text = asciiText(buf, from, to);
    if (to - from <= LONGEST_KEPT_KEY)
      this.slots[slot] = { bytes: Uint8Array.from(buf.subarray(from, to)), text };
    return text;
  }
}

export interface KeyRange {
  from: number;
  to: number;
  hash: number;
}

function isEqual(buf: Buffer, from: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (buf[from + at] !== bytes[at]) return false;
  }
  return true;
}
