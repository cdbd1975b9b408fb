/** A file as the raw archive keeps it. */
export interface StoredFile {
  readonly path: Buffer;
  readonly pathText: string;
  /** Permission bits; null where they are not known. */
  readonly mode: number | null;
  readonly size: number;
  /** Hex; the writer checks what it wrote against it. */
  readonly sha256: string;
  /** In order, at most 8 MiB each. */
  readonly bytes: () => AsyncIterable<Buffer>;
}

/** Port: puts files of the archive back into a directory, implemented by `@cortex/source`. */
export interface TreeWriter {
  /**
   * Path bytes, mode and content as stored; folders are made as needed.
   * @throws CortexError `EXPORT_UNSAFE_PATH` for a path that leaves the directory, `EXPORT_DAMAGED` when the bytes are
   *   not those that were archived.
   */
  writeFile(file: StoredFile): Promise<void>;
}

/**
 * Port: a folder that is there when it is complete, and not before; implemented by `@cortex/source`. Until then its
 * files lie in a private folder beside it.
 */
export interface ExportFolder {
  /** Where a reader finds what was written so far. */
  readonly path: string;
  readonly writer: TreeWriter;
  readFile(path: Buffer): Promise<Buffer>;
  /** Another content, or one for a file that is not there; the mode of a file that is there stays. */
  replaceFile(path: Buffer, bytes: Buffer): Promise<void>;
  removeFile(path: Buffer): Promise<void>;
  /** @throws CortexError EXPORT_TARGET_UNUSABLE when somebody put something into the folder meanwhile. */
  publish(): Promise<void>;
  /** Removes everything that was written, unless it is published. */
  discard(): Promise<void>;
}
