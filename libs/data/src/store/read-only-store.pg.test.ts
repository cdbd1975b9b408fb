import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationStore } from '@cortex/domain';
import {
  createMigratedDatabase,
  createTestDatabase,
  migrationsDirectory,
  temporaryDirectory,
  type TestDatabase,
} from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';
import { openTestRun } from './test-support/open-test-run';
import { agentRow, newDocument } from './test-support/new-run';

const EMPTY_RUN = 'no such run';

async function readEverything(store: MigrationStore): Promise<void> {
  await store.describeTarget();
  await store.currentDocuments();
  await store.lookupRows('agents', ['a', 'system']);
  await store.lookupRows('taskLineage', ['["a","b","spawned"]']);
  await store.ledgerOf([{ documentId: '1', fromOrdinal: 0, toOrdinal: 10 }]);
  await store.redactionKey();
  await store.committedChunks(EMPTY_RUN);
  await store.listRuns(10);
  await store.listQuarantine({ limit: 10 });
  await store.findQuarantine('1');
}

describe('a store opened read-only', () => {
  let database: TestDatabase;
  let store: MigrationStore;

  const open = async (create: () => Promise<TestDatabase>) => {
    database = await create();
    store = await openMigrationStore({ connectionString: database.url, readOnly: true });
  };

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  it('finds nothing in a database without schema, instead of failing', async () => {
    await open(createTestDatabase);
    expect(await store.describeTarget()).toMatchObject({
      schema: 'empty',
      lastRun: null,
      database: database.name,
    });
    expect(await store.currentDocuments()).toEqual(new Map());
    expect(await store.lookupRows('agents', ['system'])).toEqual(new Map());
    expect(await store.ledgerOf([{ documentId: '1', fromOrdinal: 0, toOrdinal: 10 }])).toEqual([]);
    expect(await store.redactionKey()).toBeNull();
    expect(await store.committedChunks(EMPTY_RUN)).toEqual(new Map());
    expect(await store.listRuns(10)).toEqual([]);
    expect(await store.listQuarantine({ limit: 10 })).toEqual([]);
    expect(await store.findQuarantine('1')).toBeNull();
  });

  it('takes no transaction id, whatever it is asked', async () => {
    await open(createMigratedDatabase);
    const run = await openTestRun(database.url);
    await run.write((writer) => writer.writeRows('agents', [agentRow('a')]));
    await run.close();
    const nextXid = async () =>
      (await database.client.query('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid')).rows[0]
        .xid;
    // Other tests use the same server: what takes an id takes one every time, so one quiet round is proof.
    let isQuiet = false;
    for (let round = 0; round < 20 && !isQuiet; round += 1) {
      const before = await nextXid();
      await readEverything(store);
      await store.countRun(EMPTY_RUN);
      isQuiet = (await nextXid()) === before;
    }
    expect(isQuiet).toBe(true);
  });

  it('has sessions that refuse to write, whoever asks', async () => {
    await open(createMigratedDatabase);
    await store.listRuns(1);
    const { rows } = await database.client.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cortex-migrator'`,
    );
    expect(rows).toHaveLength(1);
    await expect(store.acquireLease('x')).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(store.refreshViews('x')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('reads as a role that has no right to the key of the redaction', async () => {
    await open(createMigratedDatabase);
    expect(await store.redactionKey()).toHaveLength(32);
    const role = `reader_${database.name.slice(-12)}`;
    await database.client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT SELECT ON agents TO ${role}`);
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'x'];
    const reader = await openMigrationStore({ connectionString: url.href, readOnly: true });
    expect(await reader.redactionKey()).toBeNull();
    await reader.close();
    await database.client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});

describe('describeTarget', () => {
  let database: TestDatabase;
  let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    folder = await temporaryDirectory();
    await cp(migrationsDirectory, folder.path, { recursive: true });
  });

  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const describeIt = async (connectionString = database.url) => {
    const store = await openMigrationStore({
      connectionString,
      readOnly: true,
      migrationsDirectory: folder.path,
    });
    try {
      return await store.describeTarget();
    } finally {
      await store.close();
    }
  };

  it('names the server, the database and the last published run', async () => {
    const run = await openTestRun(database.url, 'the manifest');
    await run.next();
    await run.close();
    expect(await describeIt()).toMatchObject({
      serverVersion: expect.stringMatching(/^1[5-9]\./),
      database: database.name,
      schema: 'current',
      lastRun: { runId: run.runId, manifestHash: 'the manifest', mapperVersion: '1', treeName: 'tree' },
    });
  });

  it('says behind when a migration is still to come', async () => {
    await cp(
      join(folder.path, '20261101000100_types_and_tables'),
      join(folder.path, '20991231000000_later'),
      { recursive: true },
    );
    expect(await describeIt()).toMatchObject({ schema: 'behind' });
  });

  it('refuses a newer, an edited and a foreign database', async () => {
    await writeFile(join(folder.path, '20261101000100_types_and_tables/migration.sql'), '-- edited');
    await expect(describeIt()).rejects.toMatchObject({ code: 'SCHEMA_EDITED' });
    await rm(join(folder.path, '20261101000100_types_and_tables'), { recursive: true });
    await expect(describeIt()).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
    const foreign = await createTestDatabase();
    await foreign.client.query('CREATE TABLE agents (id integer)');
    await expect(describeIt(foreign.url)).rejects.toMatchObject({ code: 'SCHEMA_FOREIGN' });
    await foreign.drop();
  });

  it('has a fingerprint that moves with runs, roles and schema, not with data', async () => {
    const fingerprint = async () => (await describeIt()).fingerprint;
    const first = await fingerprint();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    await database.client.query(`INSERT INTO agents (agent_id, agent_type) VALUES ('a', 'worker')`);
    expect(await fingerprint()).toBe(first);
    const run = await openTestRun(database.url);
    const opened = await fingerprint();
    expect(opened).not.toBe(first);
    await run.write((writer) => writer.insertDocuments([newDocument('a')]));
    expect(await fingerprint()).toBe(opened);
    await run.close();
    await database.client.query(`UPDATE _prisma_migrations SET checksum = reverse(checksum)`);
    await expect(fingerprint()).rejects.toMatchObject({ code: 'SCHEMA_EDITED' });
  });
});
