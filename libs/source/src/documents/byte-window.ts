import type { ByteSlice } from '../json/byte-slice';

/** Bytes in order, from wherever. */
export interface ByteSource {
  /** Fills `target`; a smaller count means that the source is at its end. */
  read(target: Buffer): number | Promise<number>;
  close(): void | Promise<void>;
}

export interface WindowOptions {
  readonly chunkBytes: number;
  /** Offset in the document of the source's first byte. */
  readonly base: number;
  /** What is expected to come, to read small files in one piece. */
  readonly expectedBytes: number;
  /** Sees every byte once, in order; must not write to it. */
  readonly onChunk: (chunk: Uint8Array) => void | Promise<void>;
}

/** Doubling ends here: decoding a value of 16 MiB a few times over is cheaper than the memory. */
const MOST_ROOM = 4 * 1024 * 1024;

/**
 * The part of a document that is in memory. `fill` makes it longer at its end and drops what is no longer needed
 * from its start; a new buffer each time, so that what was handed out stays as it was.
 */
export class ByteWindow implements ByteSlice {
  buf: Buffer = Buffer.alloc(1);
  end = 0;
  base: number;
  isFinal = false;

  constructor(
    private readonly source: ByteSource,
    private readonly options: WindowOptions,
  ) {
    this.base = options.base;
  }

  /** Reads more; keeps the bytes from index `keepFrom` on, which becomes index 0. */
  async fill(keepFrom: number): Promise<void> {
    const kept = this.end - keepFrom;
    // Twice as much as before when a value did not fit, so that starting it anew stays linear in the end.
    const room = Math.max(
      Math.min(kept, MOST_ROOM),
      Math.min(this.options.chunkBytes, this.options.expectedBytes + 1),
    );
    const next = Buffer.allocUnsafeSlow(kept + room + 1);
    this.buf.copy(next, 0, keepFrom, this.end);
    const count = await this.source.read(next.subarray(kept, kept + room));
    next[kept + count] = 0;
    this.base += keepFrom;
    this.buf = next;
    this.end = kept + count;
    this.isFinal = count < room;
    if (count > 0) await this.options.onChunk(next.subarray(kept, kept + count));
  }

  /** Reads until `bytes` bytes behind index 0 are there or the source ends. */
  async fillTo(bytes: number): Promise<void> {
    while (this.end < bytes && !this.isFinal) await this.fill(0);
  }
}
