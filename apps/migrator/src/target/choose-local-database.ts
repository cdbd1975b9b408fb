import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CortexError } from '@cortex/platform';
import type { ChooseDatabase, LocalDatabase } from './adapters';
import { nameLocalDatabase } from './name-local-database';

/** For a run: the database of this tree, whether it exists or not. */
export async function databaseOfTree(tree: string): Promise<LocalDatabase> {
  const realPath = await realpath(tree).catch(() => resolve(tree));
  return { name: nameLocalDatabase(realPath), tree: realPath };
}

/** For commands that only look: the tree's database, or the only one there is. */
export async function chooseExistingDatabase(tree: string | undefined): Promise<ChooseDatabase> {
  const wanted = tree === undefined ? undefined : await databaseOfTree(tree);
  return (existing) => (wanted === undefined ? onlyOne(existing) : find(existing, wanted));
}

function find(existing: readonly LocalDatabase[], { name, tree }: LocalDatabase): LocalDatabase {
  const found = existing.find((database) => database.name === name);
  if (found !== undefined) return found;
  throw missing(`The tree "${tree ?? name}" has not been migrated here yet.`);
}

function onlyOne(existing: readonly LocalDatabase[]): LocalDatabase {
  const [first, ...others] = existing;
  if (first === undefined) throw missing('No tree has been migrated here yet.');
  if (others.length === 0) return first;
  const trees = existing.map(({ name, tree }) => tree ?? name).join(', ');
  throw new CortexError('CLI_USAGE', `Several trees are here: ${trees}. Say which one with --tree <dir>.`);
}

function missing(sentence: string): CortexError {
  return new CortexError(
    'DATABASE_MISSING',
    `${sentence} Migrate it with "cortex-migrator run <tree>", or name another place with --data-dir or --database-url.`,
    { fields: { phase: 'before' } },
  );
}
