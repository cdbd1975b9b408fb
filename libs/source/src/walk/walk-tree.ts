import { CortexError } from '@cortex/platform';
import { errorCodeOf, type DirectoryEntry, type SourceFiles } from '../files/source-files';
import { printPath } from '../print-path';
import type { TreeScope } from './tree-scope';

const SLASH = Buffer.from('/');

/** A file of the tree, or something in it that is not followed. */
export interface WalkedEntry {
  /** Bytes under the root. */
  readonly path: Buffer;
  readonly pathText: string;
  /** Why it is not read; null for a file. */
  readonly skipReason: string | null;
}

export interface WalkOptions {
  readonly root: Buffer;
  readonly files: SourceFiles;
  readonly scope: TreeScope;
}

/**
 * The files of a tree in the byte order of their paths. A null for every folder that was listed: roots can be large
 * beside the tree, and whoever takes the entries wants to be interrupted there too.
 */
export function* walkTree(options: WalkOptions): Generator<WalkedEntry | null> {
  yield* walkFolder({ path: Buffer.alloc(0), isInScope: false }, options);
}

function describe(path: Buffer): { readonly path: Buffer; readonly pathText: string } {
  return { path, pathText: printPath(path) };
}

interface Folder {
  readonly path: Buffer;
  readonly isInScope: boolean;
}

function* walkFolder(folder: Folder, options: WalkOptions): Generator<WalkedEntry | null> {
  const entries = listInPathOrder(folder, options);
  yield null;
  if (entries === null) yield { ...describe(folder.path), skipReason: 'folder that cannot be read' };
  for (const { name, type } of entries ?? []) {
    const path = folder.path.length === 0 ? name : Buffer.concat([folder.path, SLASH, name]);
    const nameText = printPath(name);
    const { scope } = options;
    if (type === 'directory') {
      if (scope.isForeignFolder(nameText)) continue;
      yield* walkFolder({ path, isInScope: folder.isInScope || scope.isScopeFolder(nameText) }, options);
      continue;
    }
    const place = describe(path);
    const leadsInto = type === 'symbolic link' && scope.isScopeFolder(nameText);
    if (!folder.isInScope && !leadsInto && !scope.isIncluded(place.pathText)) continue;
    yield { ...place, skipReason: type === 'file' ? null : type };
  }
}

/**
 * Entries in the order that their paths have in the whole tree: a folder sorts as its name and a slash, because that
 * is what the paths below it begin with (`a.json` comes before `a/b.json`, `a0` after it).
 */
function listInPathOrder(folder: Folder, { root, files }: WalkOptions): DirectoryEntry[] | null {
  const directory = Buffer.concat([root, SLASH, folder.path]);
  try {
    return files
      .list(directory)
      .map((entry) => ({ entry, order: orderOf(entry) }))
      .sort((left, right) => Buffer.compare(left.order, right.order))
      .map(({ entry }) => entry);
  } catch (error) {
    // A folder that went away since its parent was listed held nothing that could still be read.
    if (errorCodeOf(error) === 'ENOENT' && folder.path.length > 0) return [];
    // `lost+found` and the like beside the tree are nobody's loss, but are named.
    if (!folder.isInScope && folder.path.length > 0) return null;
    throw unreadable(folder.path, error);
  }
}

function orderOf({ name, type }: DirectoryEntry): Buffer {
  return type === 'directory' ? Buffer.concat([name, SLASH]) : name;
}

/** The error for a path below the root that cannot be read. */
export function unreadable(path: Buffer, cause: unknown): CortexError {
  const pathText = path.length === 0 ? '.' : printPath(path);
  const reason = errorCodeOf(cause) ?? 'unknown error';
  return new CortexError(
    'SOURCE_UNREADABLE',
    `Cannot read "${pathText}" in the source tree (${reason}). Grant read access to it, or run as a user who has it.`,
    { fields: { phase: 'before', path: pathText, reason }, cause },
  );
}
