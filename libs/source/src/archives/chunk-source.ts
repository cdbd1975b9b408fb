import type { ByteSource } from '../documents/byte-window';

/** The bytes of a stream of chunks, without its first `skipped` ones. */
export function createChunkSource(chunks: AsyncIterator<Uint8Array>, skipped: number): ByteSource {
  let toSkip = skipped;
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      let filled = 0;
      while (filled < target.length) {
        if (rest.length === 0) {
          const step = await chunks.next();
          if (step.done) break;
          rest = step.value.subarray(Math.min(toSkip, step.value.length));
          toSkip -= step.value.length - rest.length;
          continue;
        }
        const count = Math.min(rest.length, target.length - filled);
        target.set(rest.subarray(0, count), filled);
        rest = rest.subarray(count);
        filled += count;
      }
      return filled;
    },
    async close() {
      await chunks.return?.();
    },
  };
}

/** Bytes that are in memory. */
export function createBufferSource(bytes: Uint8Array, offset: number): ByteSource {
  let position = offset;
  return {
    read(target) {
      const piece = bytes.subarray(position, position + target.length);
      target.set(piece);
      position += piece.length;
      return piece.length;
    },
    close: () => undefined,
  };
}
