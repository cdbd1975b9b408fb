import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  /** Folder name, `<timestamp>_<what>`; also the order. */
  readonly name: string;
  readonly script: string;
  /** sha256 of the script in hex: what Prisma writes into _prisma_migrations. */
  readonly checksum: string;
}

/** The migrations of a directory in the order in which they apply. */
export async function readMigrations(migrationsDirectory: string): Promise<readonly Migration[]> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(migrationsDirectory, name)));
}

async function readMigration(migrationsDirectory: string, name: string): Promise<Migration> {
  const script = await readFile(join(migrationsDirectory, name, 'migration.sql'), 'utf8');
  return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
}
