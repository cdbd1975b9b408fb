import type { JsonMember } from '@cortex/domain';
import { asciiText } from './decode-text';

const QUOTE = 0x22;
const SLOTS = 2048;
const LONGEST_KEPT_KEY = 64;
/** The names that followed each other form a chain; it is cut here, or names that never come again would pile up. */
const MOST_NEW_NAMES = 16 * 1024;

/** Most members of an object for which names are compared pair by pair; above, a Set is cheaper. */
const PAIRWISE_MEMBERS = 12;

/** A member name that was met before, and the one that followed it then. */
interface KeptKey {
  readonly bytes: Uint8Array;
  readonly text: string;
  next: KeptKey | null;
}

/**
 * Member names repeat from record to record, and so does their order: each name is made a string once, and is first
 * looked for where it followed the last one. Names that meet in one slot drive each other out, which costs time and
 * nothing else.
 */
export class KeyCache {
  /** Index behind the closing quote of the last name that was read. */
  end = 0;

  private readonly slots = new Array<KeptKey | null>(SLOTS).fill(null);
  private last = firstKey();
  private newNames = 0;

  /** The name whose bytes begin at `from`, if it is the expected one; null otherwise. */
  readExpected(buf: Buffer, from: number): string | null {
    const { next } = this.last;
    if (next === null) return null;
    const { bytes } = next;
    const to = from + bytes.length;
    if (buf[to] !== QUOTE) return null;
    for (let at = 0; at < bytes.length; at += 1) {
      if (buf[from + at] !== bytes[at]) return null;
    }
    this.end = to + 1;
    this.last = next;
    return next.text;
  }

  /** The ASCII text of `buf[from, to)`, whose bytes have this hash. */
  read(buf: Buffer, { from, to, hash }: KeyRange): string {
    this.end = to + 1;
    const slot = hash & (SLOTS - 1);
    const kept = this.slots[slot];
    if (kept && kept.bytes.length === to - from && isEqual(buf, from, kept.bytes))
      return this.expectAgain(kept);
    const text = asciiText(buf, from, to);
    if (to - from > LONGEST_KEPT_KEY) return text;
    const fresh = { bytes: Uint8Array.from(buf.subarray(from, to)), text, next: null };
    this.countNew();
    this.slots[slot] = fresh;
    return this.expectAgain(fresh);
  }

  private countNew(): void {
    this.newNames += 1;
    if (this.newNames < MOST_NEW_NAMES) return;
    this.newNames = 0;
    this.slots.fill(null);
    this.last = firstKey();
  }

  private expectAgain(key: KeptKey): string {
    this.last.next = key;
    this.last = key;
    return key.text;
  }
}

export interface KeyRange {
  from: number;
  to: number;
  hash: number;
}

function firstKey(): KeptKey {
  return { bytes: new Uint8Array(0), text: '', next: null };
}

function isEqual(buf: Buffer, from: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (buf[from + at] !== bytes[at]) return false;
  }
  return true;
}

export function hasDuplicateKeys(members: readonly JsonMember[]): boolean {
  const count = members.length;
  if (count > PAIRWISE_MEMBERS) return new Set(members.map(({ key }) => key)).size < count;
  for (let left = 1; left < count; left += 1) {
    const { key } = members[left] as JsonMember;
    for (let right = 0; right < left; right += 1) {
      if ((members[right] as JsonMember).key === key) return true;
    }
  }
  return false;
}
