import type { ByteSource } from '../documents/byte-window';
import type { SourceFiles } from './source-files';

/** The bytes of an open file from `offset` on. The handle stays open: its owner asks it for stamps afterwards. */
export function createFileSource(files: SourceFiles, handle: number, offset: number): ByteSource {
  let position = offset;
  return {
    read(target) {
      let filled = 0;
      while (filled < target.length) {
        const count = files.read(handle, target.subarray(filled), position);
        if (count === 0) break;
        filled += count;
        position += count;
      }
      return filled;
    },
    close: () => undefined,
  };
}
