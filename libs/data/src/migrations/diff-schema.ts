import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { NO_FILTERS, toMigrationList, useSchemaEngine } from './use-schema-engine';
import { readMigrations } from './read-migrations';

/**
 * The SQL that would turn the database into what the Prisma schema says; empty when they agree. Sees tables, columns,
 * keys and the indexes that Prisma can express; functions, triggers, checks, views and expression indexes are
 * compared by dumpSchema.
 */
export async function diffDatabaseWithSchema(target: {
  readonly connectionString: string;
  /** Folder of the *.prisma files. */
  readonly schemaDirectory: string;
}): Promise<string> {
  const files = await readSchemaFiles(target.schemaDirectory);
  return useSchemaEngine(target.connectionString, async (engine) => {
    const { stdout, exitCode } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: target.schemaDirectory },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    });
    return exitCode === 0 ? '' : (stdout ?? 'unknown difference');
  });
}

/**
 * The same without a live database: the migrations are replayed in a shadow database that is created beside the one
 * of the connection string and dropped again.
 */
export async function diffMigrationsWithSchema(target: {
  readonly connectionString: string;
  readonly migrationsDirectory: string;
  readonly schemaDirectory: string;
}): Promise<string> {
  const files = await readSchemaFiles(target.schemaDirectory);
  const migrations = await readMigrations(target.migrationsDirectory);
  return useSchemaEngine(target.connectionString, async (engine) => {
    const { stdout, exitCode } = await engine.diff({
      from: { tag: 'migrations', ...toMigrationList(target.migrationsDirectory, migrations) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    });
    return exitCode === 0 ? '' : (stdout ?? 'unknown difference');
  });
}

async function readSchemaFiles(schemaDirectory: string): Promise<SchemaContainer[]> {
  const names = (await readdir(schemaDirectory)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(schemaDirectory, name);
      return { path, content: await readFile(path, 'utf8') };
    }),
  );
}
