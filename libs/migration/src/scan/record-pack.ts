import type { SourceRecord } from '@cortex/domain';

import type { SpooledRecord } from './scanned-tree';

/** Where the fields of a record's header stand; its text follows. */
export const packedLayout = {
  start: 0,
  length: 8,
  back: 16,
  size: 20,
  sha256: 24,
  headerBytes: 56,
  /** Set in the size of a record whose text is JSON. */
  isJson: 0x8000_0000,
  /** Between the parts of a line: COPY escapes it in `t`, the rest is looked at. */
  separator: '\n',
  /** A reference to nothing; no id is empty. */
  nothing: '',
} as const;

const layout = packedLayout;
const { headerBytes, separator, nothing } = packedLayout;

const FIRST_BYTES = 64 * 1024;
/** UTF-8 takes at most so many bytes for a UTF-16 code unit. */
const MOST_BYTES_PER_UNIT = 3;

const PLAIN_NAME = /^[\x20-\x7e]*$/;

/** What a record has beside its source ref. */
export type PackedContent = Pick<SpooledRecord, 'q' | 'f'>;

/**
 * The records of a chunk as bytes. A record with one row of its own, and a log has a million of them, is a header of
 * fixed size and a line of text; what is rarer goes as JSON. No object of a record outlives it: what survives is what
 * garbage collection pays for (ADR 0017).
 */
export class RecordPack {
  records = 0;
  private bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private used = 0;

  /** Bytes that are taken. */
  get size(): number {
    return this.used;
  }

  add(record: SourceRecord, content: PackedContent): void {
    const line = lineOf(record, content);
    const text = line ?? JSON.stringify([record.kind, record.pointer, content.q ?? null, content.f ?? null]);
    this.makeRoom(headerBytes + text.length * MOST_BYTES_PER_UNIT);
    const { bytes, used } = this;
    const written = bytes.write(text, used + headerBytes);
    bytes.writeDoubleLE(record.start, used + layout.start);
    bytes.writeDoubleLE(record.length, used + layout.length);
    const back = record.parentOrdinal === null ? 0 : record.ordinal - record.parentOrdinal;
    bytes.writeUInt32LE(back, used + layout.back);
    bytes.writeUInt32LE((line === null ? layout.isJson : 0) + written, used + layout.size);
    bytes.set(record.sha256, used + layout.sha256);
    this.used = used + headerBytes + written;
    this.records += 1;
  }

  /** Hands out the bytes, which are good until the next record is added, and begins anew. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.used);
    this.used = 0;
    this.records = 0;
    return taken;
  }

  private makeRoom(bytes: number): void {
    const needed = this.used + bytes;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}

/** null when the record does not fit into a line. */
function lineOf({ kind, pointer }: SourceRecord, { q, f }: PackedContent): string | null {
  if (q !== undefined || f?.length !== 1 || !PLAIN_NAME.test(pointer)) return null;
  const [fact] = f;
  if (fact === undefined || !('a' in fact)) return null;
  let line = kind + separator + pointer + separator + fact.a + separator;
  for (const reference of fact.r) {
    if (reference !== null && reference.includes(separator)) return null;
    line += (reference ?? nothing) + separator;
  }
  return line + fact.t;
}
