import { ChunkRace } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, decided, sha256, taskRow } from './test-support/new-run';

describe('writeRows', () => {
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

  const select = async (text: string) => (await database.client.query(text)).rows;
  const countOf = async (text: string) => (await select(`SELECT count(*)::int AS n ${text}`))[0].n;

  it('casts every type, and text arrives as it was, whatever is in it', async () => {
    const title = 'tab\tnewline\nreturn\rback\\slash \\N \\. "quote" {brace} \u{1F600} é';
    const row = taskRow('t', {
      title,
      tags: ['a', 'with "quotes", commas', 'NULL', '', 'back\\slash'],
      metadata: '{"a": [1, "\\n"]}',
      createdAt: '2026-01-02T03:04:05.123456Z',
      tokensUsed: 7,
      timeoutMinutes: '45',
    });
    await run.write((writer) => writer.writeRows('tasks', [row]));
    expect(
      await select(
        `SELECT title, tags, metadata, created_at AT TIME ZONE 'UTC' = '2026-01-02 03:04:05.123456' AS to_the_microsecond,
                tokens_used, timeout_minutes, task_status, task_priority FROM tasks`,
      ),
    ).toEqual([
      {
        title,
        tags: ['a', 'with "quotes", commas', 'NULL', '', 'back\\slash'],
        metadata: { a: [1, '\n'] },
        to_the_microsecond: true,
        tokens_used: 7,
        timeout_minutes: 45,
        task_status: 'pending',
        task_priority: 'low',
      },
    ]);
  });

  it('writes NULL for what the draft leaves out, never a default', async () => {
    await run.write((writer) => writer.writeRows('tasks', [taskRow('t')]));
    expect(await select('SELECT created_at, tags, metadata, tokens_used FROM tasks')).toEqual([
      { created_at: null, tags: null, metadata: null, tokens_used: null },
    ]);
  });

  it('takes keys of several columns, and numbers those rows in the order given', async () => {
    const edge = (child: string) =>
      decided(JSON.stringify(['a', child, 'spawned']), {
        parentTaskId: 'a',
        childTaskId: child,
        relationshipType: 'spawned',
      });
    await run.write(async (writer) => {
      await writer.writeRows(
        'tasks',
        ['a', 'b', 'c'].map((id) => taskRow(id)),
      );
      return writer.writeRows('taskLineage', [edge('c'), edge('b')]);
    });
    expect(await select('SELECT child_task_id FROM task_lineage ORDER BY id')).toEqual([
      { child_task_id: 'c' },
      { child_task_id: 'b' },
    ]);
    const key = JSON.stringify(['a', 'b', 'spawned']);
    expect([...(await run.store.lookupRows('taskLineage', [key, '["a","a","spawned"]'])).keys()]).toEqual([
      key,
    ]);
  });

  it('can be called several times for one table in one chunk', async () => {
    await run.write(async (writer) => {
      await writer.writeRows('agents', [agentRow('a'), agentRow('b')]);
      await writer.writeRows('agents', []);
      return writer.writeRows('agents', [agentRow('c', { parentAgentId: 'a' })]);
    });
    expect(await countOf(`FROM agents WHERE NOT is_seed`)).toBe(3);
    expect(await countOf(`FROM imported_rows`)).toBe(3);
  });

  it('updates only the version that was looked up, sets every column and keeps the row as it was', async () => {
    await run.write((writer) =>
      writer.writeRows('tasks', [taskRow('t', { description: 'old', category: 'c' })]),
    );
    const second = await run.next();
    const found = (await second.store.lookupRows('tasks', ['t'])).get('t');
    expect(found).toMatchObject({
      exists: true,
      version: '1',
      imported: { version: '1', operation: 'insert', runId: run.runId },
    });
    const update = { operation: 'update' as const, expectedVersion: found!.version };
    const changed = { ...taskRow('t', { description: 'new' }), ...update };
    expect(await second.write((writer) => writer.writeRows('tasks', [changed]))).toEqual([]);
    expect(await select('SELECT description, category, version FROM tasks')).toEqual([
      { description: 'new', category: null, version: '2' },
    ]);
    expect((await second.store.lookupRows('tasks', ['t'])).get('t')).toEqual({
      exists: true,
      version: '2',
      isPlaceholder: false,
      imported: { image: changed.image, version: '2', runId: second.runId, operation: 'update' },
    });
    expect(
      await select(`SELECT run_id, row_key, before->>'description' AS description, imported->>'run_id' AS imported_by
                         FROM row_before_images`),
    ).toEqual([{ run_id: second.runId, row_key: 't', description: 'old', imported_by: run.runId }]);
  });

  it('keeps the first before-image of a run, and none of a row that the run itself inserted', async () => {
    await run.write((writer) => writer.writeRows('agents', [agentRow('a', { role: 'one' })]));
    const second = await run.next();
    const update = (key: string, role: string, expectedVersion: string) => ({
      ...agentRow(key, { role }),
      operation: 'update' as const,
      expectedVersion,
    });
    await second.write((writer) =>
      writer.writeRows('agents', [update('a', 'two', '1'), agentRow('b', { role: 'one' })]),
    );
    await second.write((writer) =>
      writer.writeRows('agents', [update('a', 'three', '2'), update('b', 'two', '1')]),
    );
    expect(await select(`SELECT row_key, before->>'role' AS role FROM row_before_images`)).toEqual([
      { row_key: 'a', role: 'one' },
    ]);
    expect((await second.store.lookupRows('agents', ['b'])).get('b')?.imported).toMatchObject({
      operation: 'insert',
      version: '2',
    });
  });

  it('is a race when a row to update has changed or gone, and the chunk leaves nothing behind', async () => {
    await run.write((writer) => writer.writeRows('agents', [agentRow('a'), agentRow('b')]));
    await database.client.query(`UPDATE agents SET role = 'changed by SQL' WHERE agent_id = 'a'`);
    await database.client.query(`DELETE FROM agents WHERE agent_id = 'b'`);
    for (const key of ['a', 'b']) {
      const row = { ...agentRow(key), operation: 'update' as const, expectedVersion: '1' };
      const writing = run.write((writer) => writer.writeRows('agents', [agentRow('new'), row]));
      await expect(writing).rejects.toThrow(ChunkRace);
    }
    expect(await countOf(`FROM agents WHERE agent_id = 'new'`)).toBe(0);
    expect(await countOf(`FROM row_before_images`)).toBe(0);
    expect(await select(`SELECT role FROM agents WHERE agent_id = 'a'`)).toEqual([
      { role: 'changed by SQL' },
    ]);
  });

  it('is a race when a row to insert is there already', async () => {
    await database.client.query(`INSERT INTO agents (agent_id, agent_type) VALUES ('a', 'worker')`);
    await expect(run.write((writer) => writer.writeRows('agents', [agentRow('a')]))).rejects.toThrow(
      ChunkRace,
    );
  });

  it('is a race when two sessions deadlock, and can be tried again', async () => {
    await run.write((writer) => writer.writeRows('agents', [agentRow('a'), agentRow('b')]));
    const update = (key: string) => ({
      ...agentRow(key, { role: 'ours' }),
      operation: 'update' as const,
      expectedVersion: '1',
    });
    await database.client.query('BEGIN');
    await database.client.query(`SET LOCAL deadlock_timeout = '1h'`);
    await database.client.query(`UPDATE agents SET role = 'theirs' WHERE agent_id = 'b'`);
    let theirs: Promise<unknown> = Promise.resolve();
    const writing = run.write(async (writer) => {
      await writer.writeRows('agents', [update('a')]);
      theirs = database.client.query(`UPDATE agents SET role = 'theirs' WHERE agent_id = 'a'`);
      return writer.writeRows('agents', [update('b')]);
    });
    await expect(writing).rejects.toThrow(ChunkRace);
    await theirs;
    await database.client.query('ROLLBACK');
    await run.write((writer) => writer.writeRows('agents', [update('a'), update('b')]));
    expect(await countOf(`FROM agents WHERE role = 'ours'`)).toBe(2);
  });

  it('turns a stub into a row, and a seed into a row that is no seed any more', async () => {
    await run.write((writer) => writer.writeRows('agents', [agentRow('a', { isStub: true })]));
    const states = await run.store.lookupRows('agents', ['a', 'system', 'nobody']);
    expect([...states].map(([key, { isPlaceholder }]) => [key, isPlaceholder])).toEqual([
      ['a', true],
      ['system', true],
    ]);
    const update = { operation: 'update' as const, expectedVersion: '1' };
    await run.write((writer) =>
      writer.writeRows('agents', [
        { ...agentRow('a'), ...update },
        { ...agentRow('system', { agentType: 'system' }), ...update },
      ]),
    );
    const after = await run.store.lookupRows('agents', ['a', 'system']);
    expect([...after.values()].map(({ isPlaceholder }) => isPlaceholder)).toEqual([false, false]);
  });

  it('guards rows of a table without versions by their key alone', async () => {
    const alias = (agentId: string, more: object = {}) =>
      decided('x', { alias: 'x', agentId, rule: 'r' }, more);
    await run.write((writer) => writer.writeRows('agents', [agentRow('a'), agentRow('b')]));
    await run.write((writer) => writer.writeRows('agentAliases', [alias('a')]));
    const found = await run.store.lookupRows('agentAliases', ['x']);
    expect(found.get('x')).toMatchObject({ exists: true, version: null, imported: { version: null } });
    const update = alias('b', { operation: 'update' });
    expect(await run.write((writer) => writer.writeRows('agentAliases', [update]))).toEqual([]);
    expect(await select('SELECT agent_id FROM agent_aliases')).toEqual([{ agent_id: 'b' }]);
  });

  it('writes no audit rows: the triggers are off for the migrator', async () => {
    const rows = [taskRow('t', { taskStatus: 'completed' })];
    await run.write(async (writer) => [
      await writer.writeRows('agents', [agentRow('a')]),
      await writer.writeRows('tasks', rows),
    ]);
    expect(await countOf('FROM audit_logs')).toBe(0);
  });

  it('knows a row that was deleted by SQL from one that never was', async () => {
    await run.write((writer) => writer.writeRows('agents', [agentRow('a')]));
    await database.client.query(`DELETE FROM agents WHERE agent_id = 'a'`);
    const states = await run.store.lookupRows('agents', ['a', 'b']);
    expect([...states]).toEqual([
      [
        'a',
        {
          exists: false,
          version: null,
          isPlaceholder: false,
          imported: expect.objectContaining({ image: sha256(JSON.stringify(agentRow('a').row)) }),
        },
      ],
    ]);
  });

  it('looks up a hundred thousand keys', async () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}`);
    await run.write((writer) => writer.writeRows('agents', [agentRow('k77777')]));
    expect([...(await run.store.lookupRows('agents', keys)).keys()]).toEqual(['k77777']);
  });
});
