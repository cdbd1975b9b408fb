import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, migrationsDirectory, type TestDatabase } from '@cortex/testing';
import { applyMigrations } from '../migrations/apply-migrations';
import { ensureRoles } from '../roles/ensure-roles';
import { dumpSchema } from './dump-schema';

const goldenFile = join(migrationsDirectory, '../schema.golden.sql');

// After a wanted change: CORTEX_UPDATE_GOLDEN=1, and read the difference of the file before committing it.
describe('prisma/schema.golden.sql', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await applyMigrations({ connectionString: database.url, migrationsDirectory });
    await ensureRoles(database.client, 'create');
  });

  afterAll(() => database.drop());

  it('is what the migrations and the roles step make of an empty database', async () => {
    const dump = await dumpSchema(database.client);
    if (process.env['CORTEX_UPDATE_GOLDEN'] === '1') await writeFile(goldenFile, dump);
    expect(dump).toBe(await readFile(goldenFile, 'utf8'));
  });

  it.each([
    ['a trigger is switched off', 'ALTER TABLE tasks DISABLE TRIGGER tasks_touch'],
    ['a check is gone', 'ALTER TABLE asset_lineage DROP CONSTRAINT asset_lineage_confidence_check'],
    ['an index is gone', 'DROP INDEX idx_assets_name_trgm'],
    ['a function is another', `ALTER FUNCTION is_migrating() COST 7`],
    ['a default is another', 'ALTER TABLE tasks ALTER COLUMN tokens_used SET DEFAULT 1'],
    ['a right is given', 'GRANT SELECT ON installation TO PUBLIC'],
    ['a comment is gone', 'COMMENT ON COLUMN tasks.title IS NULL'],
    ['a foreign key acts differently', 'ALTER TABLE task_aliases DROP CONSTRAINT task_aliases_task_id_fkey'],
  ])('differs when %s', async (_, change) => {
    const before = await dumpSchema(database.client);
    await database.client.query(`BEGIN; ${change}`);
    const after = await dumpSchema(database.client);
    await database.client.query('ROLLBACK');
    expect(after).not.toBe(before);
  });

  it('can be read in a read-only transaction', async () => {
    await database.client.query('BEGIN READ ONLY');
    await dumpSchema(database.client);
    const { rows } = await database.client.query('SELECT pg_current_xact_id_if_assigned() AS xid');
    await database.client.query('ROLLBACK');
    expect(rows).toEqual([{ xid: null }]);
  });
});
