import { basename, resolve } from 'node:path';
import type { TreeReader, TreeSummary, TreeVisitor } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ReadingSession } from './documents/read-document';
import { EventLoopTurns } from './event-loop-turns';
import { errorCodeOf, nodeFiles, type SourceFiles } from './files/source-files';
import { ValueDecoder } from './json/value-decoder';
import { defaultLimits, type ReaderLimits } from './reader-limits';
import { TreeRun } from './tree-run';
import { createTreeScope } from './walk/tree-scope';
import { unreadable, walkTree } from './walk/walk-tree';

export interface TreeReaderOptions {
  /** The directory that holds `coordination` and `agents`, at whatever depth. */
  readonly root: string;
  /** Globs under the root for files that belong to the tree as well. */
  readonly include?: readonly string[];
  /** JSON nested deeper than this is quarantined; at most 2,000. */
  readonly maxDepth?: number;
  readonly limits?: Partial<ReaderLimits>;
}

const DEFAULT_MAX_DEPTH = 512;

/** The adapter of the port TreeReader over a directory. `files` is the file system, for tests. */
export function createTreeReader(options: TreeReaderOptions, files: SourceFiles = nodeFiles): TreeReader {
  return { readTree: (visitor, signal) => readTree({ ...options, files }, visitor, signal) };
}

interface Reading extends TreeReaderOptions {
  readonly files: SourceFiles;
}

async function readTree(reading: Reading, visitor: TreeVisitor, signal: AbortSignal): Promise<TreeSummary> {
  const root = resolve(reading.root);
  const scope = createTreeScope(reading.include ?? []);
  requireRoot(reading, root, scope.isScopeFolder(basename(root)));
  const session = openSession(reading, visitor, signal);
  const run = new TreeRun({ root: Buffer.from(root), files: reading.files, session });
  for (const entry of walkTree({ root: Buffer.from(root), files: reading.files, scope })) {
    await session.turns.yieldIfDue();
    signal.throwIfAborted();
    if (entry) await run.readEntry(entry);
  }
  const summary = run.summarize();
  if (summary.documents === 0 && summary.heldBack.length === 0) throw emptyTree(root);
  return summary;
}

function openSession(
  { limits, maxDepth }: Reading,
  visitor: TreeVisitor,
  signal: AbortSignal,
): ReadingSession {
  const depth = maxDepth ?? DEFAULT_MAX_DEPTH;
  return {
    visitor,
    signal,
    limits: { ...defaultLimits, ...limits },
    maxDepth: depth,
    turns: new EventLoopTurns(),
    decoder: new ValueDecoder(depth),
    layouts: new WeakMap(),
  };
}

/**
 * A `coordination` folder given as the root would be read in part at best (an `agents` folder deep inside it), so it
 * is refused, unless it holds another one or the user says by `include` what to read.
 */
function requireRoot({ files, include }: Reading, root: string, isScopeFolder: boolean): void {
  requireDirectory(files, root);
  if (!isScopeFolder || (include?.length ?? 0) > 0) return;
  const rootBytes = Buffer.from(root);
  const entries = listRoot(files, rootBytes);
  const name = Buffer.from(basename(root));
  if (!entries.some((entry) => entry.type === 'directory' && entry.name.equals(name))) throw emptyTree(root);
}

function listRoot(files: SourceFiles, root: Buffer): ReturnType<SourceFiles['list']> {
  try {
    return files.list(root);
  } catch (error) {
    throw unreadable(Buffer.alloc(0), error);
  }
}

function requireDirectory(files: SourceFiles, root: string): void {
  const fields = { root };
  try {
    if (files.stat(root).type === 'directory') return;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw unreadable(Buffer.alloc(0), error);
    const message = `There is no source tree at "${root}". Give the directory that holds the coordination files.`;
    throw new CortexError('SOURCE_MISSING', message, { fields, cause: error });
  }
  const message = `The source tree "${root}" is not a directory. Give the directory that holds the coordination files.`;
  throw new CortexError('SOURCE_NOT_A_DIRECTORY', message, { fields });
}

function emptyTree(root: string): CortexError {
  const fields = { root };
  const name = basename(root);
  if (createTreeScope([]).isScopeFolder(name)) {
    const message = `"${root}" is itself a "${name}" folder. Give the directory above it: "${resolve(root, '..')}".`;
    return new CortexError('SOURCE_EMPTY', message, { fields });
  }
  const message =
    `No document of a Cortex lies below "${root}": there is no file in a folder "coordination" or "agents". ` +
    'Give the root of the tree, or name files with --include.';
  return new CortexError('SOURCE_EMPTY', message, { fields });
}
