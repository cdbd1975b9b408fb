import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTestDatabase,
  migrationsDirectory,
  startPostgres15,
  type PostgresServer,
} from '@cortex/testing';
import { applyMigrations } from '../migrations/apply-migrations';
import { ensureRoles } from '../roles/ensure-roles';
import { dumpSchema, withoutQualifiers } from '../schema-dump/dump-schema';
// Everything that these files promise has to hold on the oldest version too: importing them runs them here.
import './agent-utilization.pg.test';
import './asset-search.pg.test';
import './audit-chain.pg.test';
import './audit-triggers.pg.test';
import './existing-services.pg.test';
import './foreign-keys.pg.test';
import './hierarchy-and-lineage.pg.test';
import './row-versions.pg.test';
import './views.pg.test';

let server: PostgresServer;
const serverOfTheRun = process.env['CORTEX_TEST_PG_URL'];

beforeAll(async () => {
  server = await startPostgres15();
  process.env['CORTEX_TEST_PG_URL'] = server.url;
});

afterAll(async () => {
  process.env['CORTEX_TEST_PG_URL'] = serverOfTheRun;
  await server.stop();
});

describe('PostgreSQL 15', () => {
  it('is what these tests ran on, and has the same schema and rights', async () => {
    const database = await createTestDatabase();
    await applyMigrations({ connectionString: database.url, migrationsDirectory });
    await ensureRoles(database.client, 'create');
    const { rows } = await database.client.query('SHOW server_version_num');
    const dump = await dumpSchema(database.client);
    await database.drop();
    expect(rows[0].server_version_num).toMatch(/^15/);
    const golden = await readFile(join(migrationsDirectory, '../schema.golden.sql'), 'utf8');
    expect(withoutQualifiers(dump)).toBe(withoutQualifiers(golden));
  });
});
