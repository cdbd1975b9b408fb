import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { loadSchemaEngine } from './load-schema-engine';
import { MigrationAdapter } from './migration-adapter';
import type { Migration } from './read-migrations';

export const NO_FILTERS: SchemaFilter = { externalTables: [], externalEnums: [] };

/** Runs `use` with a schema engine on that database and leaves no connection behind. */
export async function useSchemaEngine<Result>(
  connectionString: string,
  use: (engine: SchemaEngine, adapter: MigrationAdapter) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await loadSchemaEngine();
  const adapter = new MigrationAdapter(connectionString);
  try {
    // The engine logs whole scripts at level info; nobody reads them.
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(adapter),
    );
    try {
      return await use(engine, adapter);
    } finally {
      engine.free();
    }
  } finally {
    await adapter.close();
  }
}

export function toMigrationList(
  migrationsDirectory: string,
  migrations: readonly Migration[],
): MigrationList {
  return {
    baseDir: migrationsDirectory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  };
}
