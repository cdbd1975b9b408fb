/** A file of the tree as the archive knows it. */
export interface KnownFile {
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  readonly mode: number | null;
  /** See `DocumentHead.stamp`. */
  readonly stamp: string | null;
}

export interface TreeComparison {
  /** The tree holds exactly the known files, with the same bytes and modes. False: that is all that is known. */
  readonly isSame: boolean;
  readonly files: number;
  /** Files whose bytes were read and hashed; the others were believed by their stamps. */
  readonly hashedFiles: number;
  readonly hashedBytes: number;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

export interface ComparisonOptions {
  /** Believe size, mode, times and inode where they are those of an earlier look; read the file otherwise. */
  readonly trustsStamps: boolean;
}

/**
 * Port: whether a tree is what it was, without decoding it; implemented by `@cortex/source`. Nothing is written. Ends
 * at the first difference.
 */
export interface TreeComparer {
  /** @param known By `documentKey`, files only: members of archives lie in theirs. */
  compareTree(
    known: ReadonlyMap<string, KnownFile>,
    options: ComparisonOptions,
    signal: AbortSignal,
  ): Promise<TreeComparison>;
}
