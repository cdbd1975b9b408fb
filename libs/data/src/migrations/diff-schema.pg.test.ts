import { join } from 'node:path';
import { createMigratedDatabase, migrationsDirectory, type TestDatabase } from '@cortex/testing';
import { diffDatabaseWithSchema, diffMigrationsWithSchema } from './diff-schema';

const schemaDirectory = join(migrationsDirectory, '../schema');

describe('the Prisma schema', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  const databases = async (): Promise<number> => {
    const { rows } = await database.client.query('SELECT count(*)::int AS found FROM pg_database');
    return rows[0].found;
  };

  it('equals the migrated database', async () => {
    const target = { connectionString: database.url, schemaDirectory };
    expect(await diffDatabaseWithSchema(target)).toBe('');
  });

  it('equals the migrations replayed in a shadow database, which is gone afterwards', async () => {
    const before = await databases();
    const target = { connectionString: database.url, schemaDirectory, migrationsDirectory };
    expect(await diffMigrationsWithSchema(target)).toBe('');
    expect(await databases()).toBe(before);
  });

  it('is found to differ when a column is missing', async () => {
    await database.client.query('ALTER TABLE tasks DROP COLUMN sla_minutes');
    const target = { connectionString: database.url, schemaDirectory };
    expect(await diffDatabaseWithSchema(target)).toContain('sla_minutes');
  });
});
