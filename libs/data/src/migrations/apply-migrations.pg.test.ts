import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, migrationsDirectory, type TestDatabase } from '@cortex/testing';
import { applyMigrations } from './apply-migrations';
import { diagnoseMigrations } from './diagnose-migrations';

describe('applyMigrations', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'cortex-migrations-'));
    await cp(migrationsDirectory, folder, { recursive: true });
  });

  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const target = () => ({ connectionString: database.url, migrationsDirectory: folder });
  const state = async () => (await diagnoseMigrations(target())).state;

  it('brings an empty database to the current schema and finds nothing to do the second time', async () => {
    expect(await state()).toBe('empty');
    const first = await applyMigrations(target());
    expect(first.applied.length).toBeGreaterThan(0);
    expect(await state()).toBe('current');
    expect(await applyMigrations(target())).toEqual({ applied: [] });
  });
});
