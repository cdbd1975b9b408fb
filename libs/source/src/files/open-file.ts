import type { ByteSource } from '../documents/byte-window';
import { changedMeanwhile } from '../documents/changed-meanwhile';
import { unreadable, type WalkedEntry } from '../walk/walk-tree';
import { errorCodeOf, isSameStamp, type FileStamp, type SourceFiles } from './source-files';

/** The file is gone, or something else took its place: what a writer does, not what a wrong permission does. */
const REPLACED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ESTALE']);

/** A file of the tree, open for reading, with the stamp that it had when it was opened. */
export class OpenFile {
  readonly stamp: FileStamp;

  private constructor(
    private readonly files: SourceFiles,
    readonly entry: WalkedEntry,
    private readonly place: { readonly path: Buffer; readonly handle: number },
  ) {
    this.stamp = this.guard(() => files.fstat(place.handle));
  }

  /** null when the file is gone since it was listed. `path` begins at the root of the file system. */
  static open(files: SourceFiles, entry: WalkedEntry, path: Buffer): OpenFile | null {
    try {
      return new OpenFile(files, entry, { path, handle: files.open(path) });
    } catch (error) {
      if (REPLACED.has(errorCodeOf(error) ?? '')) return null;
      throw unreadable(entry.path, error);
    }
  }

  /** The bytes from an offset on. */
  read(offset: number): ByteSource {
    let position = offset;
    return {
      read: (target) => {
        const count = this.fill(target, position);
        position += count;
        // Whoever appends faster than this reads would keep it busy for ever.
        if (BigInt(position) > this.stamp.size) throw changedMeanwhile();
        return count;
      },
      close: () => undefined,
    };
  }

  /** Nobody wrote to the file, and its path still leads to it. */
  isUnchanged(): boolean {
    const { files, place, stamp } = this;
    if (
      !isSameStamp(
        stamp,
        this.guard(() => files.fstat(place.handle)),
      )
    )
      return false;
    try {
      return isSameStamp(stamp, files.lstat(place.path));
    } catch (error) {
      if (REPLACED.has(errorCodeOf(error) ?? '')) return false;
      throw unreadable(this.entry.path, error);
    }
  }

  close(): void {
    this.files.close(this.place.handle);
  }

  private fill(target: Buffer, position: number): number {
    let filled = 0;
    while (filled < target.length) {
      const rest = target.subarray(filled);
      const from = position + filled;
      const count = this.guard(() => this.files.read(this.place.handle, rest, from));
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }

  private guard<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      throw unreadable(this.entry.path, error);
    }
  }
}
