const GZIP_SUFFIX = /\.gz$/i;
const TAR_SUFFIX = /\.(?:tar\.gz|tgz)$/i;

/** How the members of an archive are found; null for a file that is none. By name alone, as kinds are. */
export type ArchiveType = 'gzip' | 'tar';

export function archiveTypeOf(path: Buffer): ArchiveType | null {
  const name = path.toString('latin1');
  if (TAR_SUFFIX.test(name)) return 'tar';
  return GZIP_SUFFIX.test(name) ? 'gzip' : null;
}

/** The member of `events/x.jsonl.gz` is `events/x.jsonl`: the name that the file would have without the archive. */
export function nameOfGzipMember(path: Buffer): Buffer {
  return path.subarray(0, path.length - '.gz'.length);
}
