import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';

export interface TreeFile {
  readonly mode: number;
  readonly sha256: string;
}

/** Every file below a folder by the bytes of its path, as latin1: two trees are the same when these are. */
export function listTree(root: string): Readonly<Record<string, TreeFile>> {
  const files: Record<string, TreeFile> = {};
  collect(Buffer.from(root), Buffer.alloc(0), files);
  return files;
}

function collect(folder: Buffer, path: Buffer, files: Record<string, TreeFile>): void {
  for (const name of readdirSync(folder, { encoding: 'buffer' })) {
    const [inner, innerPath] = [join(folder, name), path.length === 0 ? name : join(path, name)];
    const stat = lstatSync(inner);
    if (stat.isDirectory()) collect(inner, innerPath, files);
    else if (stat.isFile()) {
      const sha256 = createHash('sha256').update(readFileSync(inner)).digest('hex');
      files[innerPath.toString('latin1')] = { mode: stat.mode & 0o7777, sha256 };
    }
  }
}

function join(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}
