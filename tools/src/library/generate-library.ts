import { join } from 'node:path';
import { generateFiles, installPackagesTask, type Tree } from '@nx/devkit';

export interface LibraryOptions {
  readonly name: string;
  readonly type: 'feature' | 'adapter' | 'contract' | 'model' | 'util' | 'testing';
  readonly driver?: 'sql' | 'redis' | 'cluster' | 'files';
  readonly pg?: boolean;
}

const FORBIDDEN_NAME = /(?:^|-)(?:utils?|helpers?|common|misc|managers?)(?:-|$)/;

/** `nx g @cortex/tools:library <name> --type=feature`: makes libs/<name>; its first test is for its author to write. */
export function generateLibrary(tree: Tree, options: LibraryOptions): () => void {
  const root = `libs/${options.name}`;
  refuse(tree, root, options);
  generateFiles(tree, join(__dirname, 'files'), root, describeLibrary(options));
  if (options.pg === true) generateFiles(tree, join(__dirname, 'pg-files'), root, describeLibrary(options));
  return () => installPackagesTask(tree, true);
}

function refuse(tree: Tree, root: string, { name, type, driver }: LibraryOptions): void {
  if (tree.exists(root)) throw new Error(`${root} exists already. Choose another name, or extend it.`);
  if (FORBIDDEN_NAME.test(name))
    throw new Error(`"${name}" says nothing. Name the library after its concept.`);
  if ((type === 'adapter') !== (driver !== undefined))
    throw new Error('An adapter needs --driver=sql|redis|cluster|files; no other type has one.');
}

/** What the templates ask for; `template` is the suffix that keeps tools from taking them for the real thing. */
function describeLibrary({ name, type, driver, pg = false }: LibraryOptions): Record<string, unknown> {
  const tags = [`type:${type}`, ...(driver === undefined ? [] : [`driver:${driver}`])];
  return { template: '', name, pg, tags: tags.map((tag) => JSON.stringify(tag)).join(',\n      ') };
}

// Nx calls the default export of a generator.
export default generateLibrary;
