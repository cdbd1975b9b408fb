import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';

/** The file system as the reader uses it: reading only. Tests put files that change while they are read here. */
export interface SourceFiles {
  /** Follows links: the root may be one. */
  stat(path: string): FileStamp;
  lstat(path: Buffer): FileStamp;
  list(directory: Buffer): readonly DirectoryEntry[];
  open(path: Buffer): number;
  fstat(handle: number): FileStamp;
  /** Returns how many bytes were read; 0 at the end. */
  read(handle: number, target: Buffer, position: number): number;
  close(handle: number): void;
}

export interface DirectoryEntry {
  readonly name: Buffer;
  readonly type: EntryType;
}

export type EntryType = 'file' | 'directory' | 'symbolic link' | 'socket' | 'device' | 'pipe' | 'unknown';

/** What a file was when it was looked at. Two equal stamps: nobody wrote in between. */
export interface FileStamp {
  readonly type: EntryType;
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: bigint;
  readonly mode: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

const PERMISSION_BITS = 0o7777;
/** NONBLOCK: a pipe that took the file's place since the directory was listed must not block the open. */
const READ_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Only the owner of a file may leave its access time alone. Linux has the flag, others do not. */
const QUIET_FLAGS = 'O_NOATIME' in constants ? READ_FLAGS | constants.O_NOATIME : READ_FLAGS;

export const nodeFiles: SourceFiles = {
  stat: (path) => toStamp(statSync(path, { bigint: true })),
  lstat: (path) => toStamp(lstatSync(path, { bigint: true })),
  list: (directory) =>
    readdirSync(directory, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
      name: entry.name,
      type: typeOf(entry),
    })),
  open: openQuietly,
  fstat: (handle) => toStamp(fstatSync(handle, { bigint: true })),
  read: (handle, target, position) => readSync(handle, target, 0, target.length, position),
  close: closeSync,
};

function openQuietly(path: Buffer): number {
  try {
    return openSync(path, QUIET_FLAGS);
  } catch (error) {
    if (errorCodeOf(error) !== 'EPERM') throw error;
    return openSync(path, READ_FLAGS);
  }
}

/** `ENOENT` and the like; undefined for anything that is no system error. */
export function errorCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function isSameStamp(left: FileStamp, right: FileStamp): boolean {
  return (
    left.device === right.device &&
    left.inode === right.inode &&
    left.size === right.size &&
    left.mtimeNs === right.mtimeNs &&
    left.ctimeNs === right.ctimeNs
  );
}

interface TypeQuestions {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isSocket(): boolean;
  isFIFO(): boolean;
  isBlockDevice(): boolean;
  isCharacterDevice(): boolean;
}

function typeOf(entry: TypeQuestions): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  if (entry.isSymbolicLink()) return 'symbolic link';
  if (entry.isSocket()) return 'socket';
  if (entry.isFIFO()) return 'pipe';
  return entry.isBlockDevice() || entry.isCharacterDevice() ? 'device' : 'unknown';
}

interface BigIntStat extends TypeQuestions {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mode: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

function toStamp(stat: BigIntStat): FileStamp {
  return {
    type: typeOf(stat),
    device: stat.dev,
    inode: stat.ino,
    size: stat.size,
    mode: Number(stat.mode) & PERMISSION_BITS,
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
  };
}
