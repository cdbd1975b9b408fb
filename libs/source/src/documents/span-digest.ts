import { createHash } from 'node:crypto';

const SPAN_BYTES = 16;
const FIRST_SPANS = 16;
const BUFFERED_SPANS = 1024;

/** sha256 over (start, length) of records, as pairs of little-endian doubles: exact below 2^53. */
export class SpanDigest {
  private readonly hash = createHash('sha256');
  private buffer = Buffer.alloc(SPAN_BYTES * FIRST_SPANS);
  private used = 0;

  add(start: number, length: number): void {
    if (this.used === this.buffer.length) this.grow();
    this.buffer.writeDoubleLE(start, this.used);
    this.buffer.writeDoubleLE(length, this.used + 8);
    this.used += SPAN_BYTES;
  }

  digest(): Buffer {
    this.drain();
    return this.hash.digest();
  }

  /** Most documents have few records; the others get a buffer that spares calls of the hash. */
  private grow(): void {
    this.drain();
    if (this.buffer.length < SPAN_BYTES * BUFFERED_SPANS)
      this.buffer = Buffer.alloc(SPAN_BYTES * BUFFERED_SPANS);
  }

  private drain(): void {
    this.hash.update(this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}
