import { createHash } from 'node:crypto';

import type { StoredFile } from '@cortex/domain';

export interface Splice {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Buffer;
}

/** The file with other bytes in the place of some; read twice, because the writer wants to know the hash before. */
export async function spliceFile(file: StoredFile, splice: Splice): Promise<StoredFile> {
  const bytes = (): AsyncGenerator<Buffer> => spliceBytes(file.bytes(), splice);
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of bytes()) {
    hash.update(piece);
    size += piece.length;
  }
  return { ...file, bytes, size, sha256: hash.digest('hex') };
}

async function* spliceBytes(
  pieces: AsyncIterable<Buffer>,
  { offset, length, bytes }: Splice,
): AsyncGenerator<Buffer> {
  const end = offset + length;
  let at = 0;
  let isDone = false;
  for await (const piece of pieces) {
    const before = piece.subarray(0, Math.max(0, offset - at));
    const after = piece.subarray(Math.max(0, end - at));
    if (before.length > 0) yield before;
    if (!isDone && at + piece.length >= offset) {
      yield bytes;
      isDone = true;
    }
    if (after.length > 0) yield after;
    at += piece.length;
  }
  if (!isDone) yield bytes;
}
