import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { temporaryDirectory, type TemporaryDirectory } from './temporary-directory';

export type TreeContent = string | Uint8Array;

/** One file, folder or link of a tree. */
export interface TreeEntry {
  /** Relative to the tree, with `/`. Bytes for names that are not UTF-8. */
  readonly path: string | Uint8Array;
  /** The content of a file; `gzip(…)` and `tarGz([…])` make packed ones. */
  readonly content?: TreeContent;
  /** Where a symbolic link points to. */
  readonly linkTo?: string;
  /** With neither content nor linkTo the entry is a folder. */
  readonly mode?: number;
  readonly mtime?: Date;
}

/** By path, for the common case; a list where names are bytes or a file needs a mode or a time. */
export type TreeEntries = Readonly<Record<string, TreeContent>> | readonly TreeEntry[];

/**
 * Writes a tree into `root`, or into a new temporary directory, and gives that with a function to remove it. Folders
 * are made as needed. Modes and times are set last, so that a read-only folder can have files.
 *
 *     const tree = await buildTree({ 'coordination/tasks.json': '[]', 'a\nb.json': '{}' });
 */
export async function buildTree(entries: TreeEntries, root?: string): Promise<TemporaryDirectory> {
  const directory = root === undefined ? await temporaryDirectory() : { path: root, remove: async () => {} };
  const list = toList(entries);
  for (const entry of list) await writeEntry(directory.path, entry);
  for (const entry of [...list].reverse()) await setAttributes(directory.path, entry);
  return directory;
}

function toList(entries: TreeEntries): readonly TreeEntry[] {
  if (isList(entries)) return entries;
  return Object.entries(entries).map(([path, content]) => ({ path, content }));
}

function isList(entries: TreeEntries): entries is readonly TreeEntry[] {
  return Array.isArray(entries);
}

async function writeEntry(root: string, { path, content, linkTo }: TreeEntry): Promise<void> {
  const target = join(root, path);
  const isFolder = content === undefined && linkTo === undefined;
  await mkdir(isFolder ? target : target.subarray(0, target.lastIndexOf('/')), { recursive: true });
  if (linkTo !== undefined) await symlink(linkTo, target);
  else if (content !== undefined) await writeFile(target, content);
}

async function setAttributes(root: string, { path, linkTo, mode, mtime }: TreeEntry): Promise<void> {
  if (linkTo !== undefined) return;
  const target = join(root, path);
  if (mtime !== undefined) await utimes(target, mtime, mtime);
  if (mode !== undefined) await chmod(target, mode);
}

/** node:path knows text only; a name that is not UTF-8 would come out changed. */
function join(root: string, path: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(root), Buffer.from('/'), Buffer.from(path)]);
}
