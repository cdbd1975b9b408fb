import type { DirectoryEntry, EntryType, FileStamp, SourceFiles } from '../files/source-files';

const ROOT = '/tree';

/** A file system in memory for tests: paths (a character per byte) under the root, and their content. */
export class MemoryFiles implements SourceFiles {
  readonly root = ROOT;
  /** Called before every read of a file; a test changes files here. */
  onRead: (path: string) => void = () => undefined;

  private readonly files = new Map<string, MemoryFile>();
  private readonly handles = new Map<number, string>();
  private clock = 1_000_000_000n;

  constructor(content: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, bytes] of Object.entries(content)) this.write(path, bytes);
  }

  write(path: string, bytes: string | Uint8Array): void {
    this.clock += 1_000n;
    const old = this.files.get(path);
    this.files.set(path, {
      bytes: Buffer.from(bytes),
      time: this.clock,
      inode: old?.inode ?? this.clock,
      type: 'file',
    });
  }

  append(path: string, bytes: string): void {
    this.write(path, Buffer.concat([this.files.get(path)?.bytes ?? Buffer.alloc(0), Buffer.from(bytes)]));
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  put(path: string, type: EntryType): void {
    this.files.set(path, { bytes: Buffer.alloc(0), time: this.clock, inode: this.clock, type });
  }

  stat(path: string): FileStamp {
    return path === ROOT ? stampOf(DIRECTORY) : this.lstat(Buffer.from(path));
  }

  lstat(path: Buffer): FileStamp {
    return stampOf(this.find(relative(path)));
  }

  list(directory: Buffer): readonly DirectoryEntry[] {
    const folder = relative(directory);
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, DirectoryEntry>();
    for (const [path, file] of this.files) {
      if (!path.startsWith(prefix)) continue;
      const [name = '', ...below] = path.slice(prefix.length).split('/');
      const type = below.length > 0 ? 'directory' : file.type;
      entries.set(name, { name: Buffer.from(name, 'latin1'), type });
    }
    // Not in the order of names, as from a file system.
    return [...entries.values()].reverse();
  }

  open(path: Buffer): number {
    const name = relative(path);
    this.find(name);
    const handle = this.handles.size + 1;
    this.handles.set(handle, name);
    return handle;
  }

  fstat(handle: number): FileStamp {
    return stampOf(this.find(this.handles.get(handle) ?? ''));
  }

  read(handle: number, target: Buffer, position: number): number {
    const path = this.handles.get(handle) ?? '';
    this.onRead(path);
    return this.find(path).bytes.copy(target, 0, position);
  }

  close(): void {
    return undefined;
  }

  private find(path: string): MemoryFile {
    const file = this.files.get(path);
    if (file) return file;
    throw Object.assign(new TypeError(`no such file: ${path}`), { code: 'ENOENT' });
  }
}

interface MemoryFile {
  readonly bytes: Buffer;
  readonly time: bigint;
  readonly inode: bigint;
  readonly type: EntryType;
}

const DIRECTORY: MemoryFile = { bytes: Buffer.alloc(0), time: 0n, inode: 0n, type: 'directory' };

/** Below the root, a character per byte. */
function relative(path: Buffer): string {
  return path.toString('latin1').slice(ROOT.length + 1);
}

function stampOf({ bytes, time, inode, type }: MemoryFile): FileStamp {
  const size = BigInt(bytes.length);
  return { type, device: 1n, inode, size, mode: 0o644, mtimeNs: time, ctimeNs: time };
}
