import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { OpenSpool, Spool } from '@cortex/domain';
import { CortexError, hasErrorCode, hitFailpoint } from '@cortex/platform';

export interface SpoolOptions {
  /** Where large spools go; they are unlinked at once, so that nothing is left behind whatever happens. */
  readonly directory?: string;
  /** Bytes kept in memory before a file is opened. */
  readonly memoryBytes?: number;
}

const DEFAULT_MEMORY_BYTES = 32 * 1024 * 1024;
/** Appends are collected up to this size: a write call for every record would cost more than the record. */
const BUFFER_BYTES = 1024 * 1024;

export function createSpoolOpener(options: SpoolOptions = {}): OpenSpool {
  return () => new FileSpool(options.directory ?? tmpdir(), options.memoryBytes ?? DEFAULT_MEMORY_BYTES);
}

/**
 * Bytes that are appended and read again. The tail is a buffer in memory; when it is full it goes to a private file
 * without a name. With 32 MiB of memory a usual tree never touches the disk.
 */
class FileSpool implements Spool {
  private file: number | null = null;
  /** Bytes in the file. */
  private written = 0;
  private tail = Buffer.alloc(BUFFER_BYTES);
  private tailLength = 0;

  constructor(
    private readonly directory: string,
    private readonly memoryBytes: number,
  ) {}

  get size(): number {
    return this.written + this.tailLength;
  }

  append(bytes: Uint8Array): number {
    const offset = this.size;
    if (this.tailLength + bytes.length > this.tail.length) this.makeRoom(bytes.length);
    this.tail.set(bytes, this.tailLength);
    this.tailLength += bytes.length;
    return offset;
  }

  read(offset: number, length: number): Buffer {
    if (offset < 0 || offset + length > this.size) {
      throw new CortexError(
        'INTERNAL',
        `The spool has ${this.size} bytes, ${length} were asked for at ${offset}.`,
      );
    }
    const result = Buffer.allocUnsafe(length);
    const fromFile = Math.max(0, Math.min(length, this.written - offset));
    if (fromFile > 0) this.readFile(result.subarray(0, fromFile), offset);
    const tailStart = Math.max(0, offset - this.written);
    this.tail.copy(result, fromFile, tailStart, tailStart + length - fromFile);
    return result;
  }

  truncate(size: number): void {
    if (size >= this.written) {
      this.tailLength = size - this.written;
      return;
    }
    if (this.file !== null) ftruncateSync(this.file, size);
    this.written = size;
    this.tailLength = 0;
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
    this.written = 0;
    this.tailLength = 0;
    this.tail = Buffer.alloc(0);
  }

  private makeRoom(length: number): void {
    if (this.size + length > this.memoryBytes) this.flush();
    const needed = this.tailLength + length;
    if (needed <= this.tail.length) return;
    const larger = Buffer.alloc(Math.max(needed, Math.min(this.tail.length * 2, this.memoryBytes)));
    this.tail.copy(larger, 0, 0, this.tailLength);
    this.tail = larger;
  }

  private flush(): void {
    try {
      hitFailpoint('spool.write');
      this.writeTail();
    } catch (error) {
      throw spoolFailure(error, this.directory);
    }
  }

  private writeTail(): void {
    this.file ??= openUnnamed(this.directory);
    for (let done = 0; done < this.tailLength;) {
      done += writeSync(this.file, this.tail, done, this.tailLength - done, this.written + done);
    }
    this.written += this.tailLength;
    this.tailLength = 0;
    if (this.tail.length > BUFFER_BYTES) this.tail = Buffer.alloc(BUFFER_BYTES);
  }

  private readFile(into: Buffer, offset: number): void {
    if (this.file === null) throw new CortexError('INTERNAL', 'The spool has bytes on disk and no file.');
    for (let done = 0; done < into.length;) {
      const got = readSync(this.file, into, done, into.length - done, offset + done);
      if (got === 0) throw new CortexError('INTERNAL', `The spool's file ended at ${offset + done}.`);
      done += got;
    }
  }
}

function spoolFailure(cause: unknown, directory: string): unknown {
  if (!hasErrorCode(cause, 'ENOSPC') && !hasErrorCode(cause, 'EDQUOT')) return cause;
  const message = `The disk of ${directory} is full; a run needs about as much room there as the tree is large. Make room, or set TMPDIR to another disk.`;
  return new CortexError('TEMPORARY_DISK_FULL', message, { fields: { directory }, cause });
}

/** Private (0600 in a 0700 directory) and gone from the directory before the first byte is in it. */
function openUnnamed(directory: string): number {
  const folder = mkdtempSync(join(directory, 'cortex-spool-'));
  try {
    return openSync(join(folder, 'spool'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
