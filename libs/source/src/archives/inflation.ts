import { createGunzip, type Gunzip } from 'node:zlib';
import type { DecodeFault } from '@cortex/domain';
import { errorCodeOf } from '../files/source-files';
import type { ReaderLimits } from '../reader-limits';
import { feedStream, type NextChunk } from './feed-stream';

/** Inflated bytes come in pieces of this size; zlib's default of 16 KiB costs a third of the speed. */
const PIECE_BYTES = 256 * 1024;

type InflationLimits = Pick<ReaderLimits, 'inflatedBytes' | 'inflateRatio' | 'inflatedFloorBytes'>;

/** Inflates gzip as a stream, and stops at damage and at bombs: `fault` says then why there is no more. */
export class Inflation {
  fault: DecodeFault | null = null;
  /** Inflated bytes so far. */
  size = 0;

  constructor(
    private readonly next: NextChunk,
    private readonly limits: InflationLimits,
  ) {}

  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
    const feeding = feedStream(gunzip, this.next);
    try {
      for await (const piece of gunzip) {
        const chunk = toBuffer(piece);
        this.size += chunk.length;
        this.fault = this.refuseBomb(gunzip);
        if (this.fault) return;
        yield chunk;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
      const detail = 'The archive is damaged or cut short.';
      this.fault = { code: 'archive-damaged', offset: gunzip.bytesWritten, detail };
    } finally {
      gunzip.destroy();
      await feeding;
    }
  }

  private refuseBomb(gunzip: Gunzip): DecodeFault | null {
    const { inflatedBytes, inflateRatio, inflatedFloorBytes } = this.limits;
    const offset = gunzip.bytesWritten;
    if (this.size > inflatedBytes) {
      return {
        code: 'archive-bomb',
        offset,
        detail: `The archive inflates to more than ${inflatedBytes} bytes.`,
      };
    }
    if (this.size <= inflatedFloorBytes || this.size <= offset * inflateRatio) return null;
    return {
      code: 'archive-bomb',
      offset,
      detail: `The archive inflates to more than ${inflateRatio} times its size.`,
    };
  }
}

/** What zlib says of bytes that are no gzip; anything else comes from whoever supplies or takes the bytes. */
function isDamage(error: unknown): boolean {
  return errorCodeOf(error)?.startsWith('Z_') ?? false;
}

function toBuffer(piece: unknown): Buffer {
  return Buffer.isBuffer(piece) ? piece : Buffer.alloc(0);
}
