import type { FileStamp } from './source-files';

/**
 * A write may leave the times of a file as they were while the clock of the file system has not moved on; the
 * coarsest one in use (FAT) moves every two seconds. What is younger is "racily clean", as git calls it.
 */
const SETTLED_AFTER_NS = 2_000_000_000n;
const NS_PER_MS = 1_000_000n;

/** What tells a later look that nobody wrote to the file; null while that cannot be told. */
export function stampText({ inode, ctimeNs, mtimeNs }: FileStamp, nowMs: number): string | null {
  const youngest = ctimeNs > mtimeNs ? ctimeNs : mtimeNs;
  if (youngest + SETTLED_AFTER_NS > BigInt(nowMs) * NS_PER_MS) return null;
  return `${inode}-${ctimeNs}-${mtimeNs}`;
}
