import picomatch from 'picomatch';

/** Folders that belong to every tree, wherever they lie below the root. */
const SCOPE_FOLDERS = new Set(['coordination', 'agents']);
/** Folders that belong to none, whatever lies in them. */
const FOREIGN_FOLDERS = new Set(['.git', 'node_modules']);

/** Decides what of a root belongs to the tree. Paths are printable ones. */
export interface TreeScope {
  isScopeFolder(name: string): boolean;
  isForeignFolder(name: string): boolean;
  /** A path outside of the scope folders that the user asked for. */
  isIncluded(path: string): boolean;
}

/** `include`: globs under the root; a pattern without `/` matches file names at any depth. */
export function createTreeScope(include: readonly string[]): TreeScope {
  const matchers = include.map((pattern) =>
    picomatch(pattern, { dot: true, basename: !pattern.includes('/') }),
  );
  return {
    isScopeFolder: (name) => SCOPE_FOLDERS.has(name),
    isForeignFolder: (name) => FOREIGN_FOLDERS.has(name),
    isIncluded: (path) => matchers.some((matches) => matches(path)),
  };
}
