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
