import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { dumpSchema } from '../../schema-dump/dump-schema';
import { agentRow, auditRow } from '../test-support/new-run';
import { openTestRun, type TestRun } from '../test-support/open-test-run';

describe('definitions that a first load does without', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const sql = async (text: string) => (await database.client.query(text)).rows;
  const remembered = async () =>
    Number((await sql('SELECT count(*) AS n FROM deferred_definitions'))[0]?.n ?? -1);
  const defer = () => run.store.deferDefinitions(run.lease, run.runId);
  const restore = () => run.store.restoreDefinitions(run.lease);

  it('come back exactly as they were, comments included, and nothing is remembered any more', async () => {
    const before = await dumpSchema(database.client);
    const count = await defer();
    expect(count).toBeGreaterThan(30);
    expect(await remembered()).toBe(count);
    expect(await dumpSchema(database.client)).not.toBe(before);
    expect((await run.store.describeTarget()).schema).toBe('current');
    await run.write(async (writer) => {
      await writer.writeRows('agents', [agentRow('a')]);
      await writer.appendRows('auditLogs', [auditRow('x', { agentId: 'a' })]);
      return null;
    });
    expect(await restore()).toBe(count);
    expect(await dumpSchema(database.client)).toBe(before);
    expect(await remembered()).toBe(0);
    expect(await restore()).toBe(0);
  });

  it('are validated: the foreign keys that are back hold for every row', async () => {
    await defer();
    await restore();
    expect(await sql(`SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated`)).toEqual(
      [],
    );
  });

  it('stay on a table that has rows', async () => {
    await run.write(async (writer) => writer.appendRows('auditLogs', [auditRow('x')]).then(() => null));
    await defer();
    expect(await sql(`SELECT name FROM deferred_definitions WHERE table_name = 'audit_logs'`)).toEqual([]);
  });

  it('stay when somebody holds a table, and the load goes on with them', async () => {
    const before = await dumpSchema(database.client);
    await database.client.query('BEGIN; LOCK TABLE audit_logs IN ROW EXCLUSIVE MODE');
    expect(await defer()).toBe(0);
    await database.client.query('COMMIT');
    expect(await dumpSchema(database.client)).toBe(before);
    expect(await remembered()).toBe(0);
  });

  it('are put back by a later run when the one that took them off has died', async () => {
    const before = await dumpSchema(database.client);
    await defer();
    await run.close();
    run = await openTestRun(database.url);
    await restore();
    expect(await dumpSchema(database.client)).toBe(before);
  });

  it('come back after a death between adding a foreign key and validating it', async () => {
    const before = await dumpSchema(database.client);
    await defer();
    const [key] = await sql(`SELECT definition FROM deferred_definitions WHERE kind = 'foreign key' LIMIT 1`);
    await sql(`${key?.definition} NOT VALID`);
    await restore();
    expect(await dumpSchema(database.client)).toBe(before);
  });

  it('that rows contradict stay remembered, and come back once the rows are right', async () => {
    const before = await dumpSchema(database.client);
    await defer();
    await run.write(async (writer) =>
      writer.appendRows('auditLogs', [auditRow('x', { agentId: 'nobody' })]).then(() => null),
    );
    await expect(restore()).rejects.toThrow();
    expect(await remembered()).toBeGreaterThan(0);
    await sql(`DELETE FROM audit_logs WHERE agent_id = 'nobody'`);
    await restore();
    expect(await dumpSchema(database.client)).toBe(before);
  });
});
