import { createHash, type Hash } from 'node:crypto';
import type { ByteSlice } from '../json/byte-slice';
import { trimWhiteSpace, type Stretch } from './account-gap';

/** The length and sha256 of a long span, fed piece by piece; white space at its end does not belong to it. */
export class StretchHash {
  length = 0;

  private readonly running = createHash('sha256');
  private trimmed: Hash = this.running.copy();
  private fed = 0;

  add(slice: ByteSlice, { from, to }: Stretch): void {
    const end = trimWhiteSpace(slice, { from, to });
    if (end > from) {
      this.running.update(slice.buf.subarray(from, end));
      this.trimmed = this.running.copy();
      this.length = this.fed + end - from;
    }
    this.running.update(slice.buf.subarray(end, to));
    this.fed += to - from;
  }

  /** Bytes of white space that were fed behind the span. */
  get trailing(): number {
    return this.fed - this.length;
  }

  digest(): Buffer {
    return this.trimmed.digest();
  }
}
