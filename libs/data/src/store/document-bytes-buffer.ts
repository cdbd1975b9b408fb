import type { ClientBase } from 'pg';
import { copyInto } from '../copy/copy-into';
import { BINARY_COPY_HEADER, BINARY_COPY_TRAILER, encodeBinaryRow } from '../copy/encode-binary-copy';

// Binary: as text every byte would travel as two.
const COPY_CHUNKS = `COPY document_chunks (document_id, chunk_no, bytes) FROM STDIN (FORMAT binary)`;

/** A tree has many small files: their bytes travel together, not in a round trip each. */
const FLUSH_BYTES = 1024 * 1024;

/** Pieces of documents on their way into `document_chunks`. */
export class DocumentBytesBuffer {
  readonly #client: ClientBase;
  #pieces: Uint8Array[] = [];
  #size = 0;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  async add(documentId: string, chunkNo: number, bytes: Uint8Array): Promise<void> {
    // Copied: what waits here must not change when the caller uses its buffer again.
    const isLarge = bytes.byteLength >= FLUSH_BYTES;
    this.#pieces.push(
      ...encodeBinaryRow([
        { type: 'int8', value: BigInt(documentId) },
        { type: 'int4', value: chunkNo },
        { type: 'bytea', value: isLarge ? bytes : Uint8Array.from(bytes) },
      ]),
    );
    this.#size += bytes.byteLength;
    if (this.#size >= FLUSH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#pieces.length === 0) return;
    const pieces = [BINARY_COPY_HEADER, ...this.#pieces, BINARY_COPY_TRAILER];
    this.#pieces = [];
    // Small ones are joined: a message of the protocol for each would cost more than they do.
    const isSmall = this.#size < 2 * FLUSH_BYTES;
    this.#size = 0;
    await copyInto(this.#client, COPY_CHUNKS, isSmall ? [Buffer.concat(pieces)] : pieces);
  }
}
