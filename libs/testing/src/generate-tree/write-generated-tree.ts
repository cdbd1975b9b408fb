import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildTree, type TreeEntry } from '../build-tree';
import type { TemporaryDirectory } from '../temporary-directory';
import type { GeneratedFile } from './generated-file';

export interface WrittenTree {
  readonly files: number;
  readonly records: number;
  readonly bytes: number;
}

/** Writes files as they come; of a large one, one part at a time is in memory. */
export async function writeGeneratedTree(root: string, files: Iterable<GeneratedFile>): Promise<WrittenTree> {
  const folders = new Set<string>();
  const sum = { files: 0, records: 0, bytes: 0 };
  for (const file of files) {
    const path = join(root, file.path);
    const folder = dirname(path);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    sum.bytes += await writeParts(path, file.parts());
    if (file.mode !== undefined) await chmod(path, file.mode);
    sum.files += 1;
    sum.records += file.records;
  }
  return sum;
}

async function writeParts(path: string, parts: Iterable<string | Uint8Array>): Promise<number> {
  const iterator = parts[Symbol.iterator]();
  const first = toBytes(iterator.next());
  let next = toBytes(iterator.next());
  if (next === null) {
    await writeFile(path, first ?? '');
    return first?.length ?? 0;
  }
  const out = createWriteStream(path);
  let bytes = first?.length ?? 0;
  if (first !== null) out.write(first);
  for (; next !== null; next = toBytes(iterator.next())) {
    bytes += next.length;
    if (!out.write(next)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return bytes;
}

function toBytes(result: IteratorResult<string | Uint8Array>): Uint8Array | null {
  if (result.done === true) return null;
  return typeof result.value === 'string' ? Buffer.from(result.value) : result.value;
}

/** The same in one piece, for tests that change some of it before they write it. */
export function toTreeEntries(files: Iterable<GeneratedFile>): readonly TreeEntry[] {
  return Array.from(files, (file) => ({
    path: file.path,
    content: Buffer.concat(Array.from(file.parts(), (part) => Buffer.from(part))),
    ...(file.mode === undefined ? {} : { mode: file.mode }),
  }));
}

/** A small generated tree in a temporary directory. */
export function buildGeneratedTree(files: Iterable<GeneratedFile>): Promise<TemporaryDirectory> {
  return buildTree(toTreeEntries(files));
}
