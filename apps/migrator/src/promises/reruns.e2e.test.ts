import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';

interface Task {
  readonly id: string;
  readonly title: string;
  readonly [field: string]: string;
}

function queue(...tasks: readonly Task[]) {
  const complete = tasks.map((task) => ({ status: 'pending', created_at: '2026-01-01T00:00:00Z', ...task }));
  return { 'coordination/task-queue.json': JSON.stringify({ tasks: complete }) };
}

function log(...messages: readonly string[]) {
  const lines = messages.map((message) =>
    JSON.stringify({
      component: 'c',
      status: 'healthy',
      details: message,
      timestamp: '2026-01-01T00:00:00Z',
    }),
  );
  return { 'coordination/health-reports.jsonl': `${lines.join('\n')}\n` };
}

describe('a rerun over a tree that changed', () => {
  let database: TestDatabase;
  let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeEach(async () => {
    database = await createTestDatabase();
    folder = await temporaryDirectory();
  });
  afterEach(async () => {
    await folder.remove();
    await database.drop();
  });

  async function runOver(tree: Readonly<Record<string, string>>) {
    await buildTree(tree, folder.path);
    return migrate(folder.path, database.url);
  }

  async function titles(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await database.client.query<{ task_id: string; title: string }>(
      'SELECT task_id, title FROM tasks ORDER BY 1',
    );
    return Object.fromEntries(rows.map(({ task_id, title }) => [task_id, title]));
  }

  it('leaves what SQL changed where the tree did not', async () => {
    await runOver({ ...queue({ id: 'a', title: 'one' }, { id: 'b', title: 'two' }) });
    await database.client.query("UPDATE tasks SET title = 'by SQL' WHERE task_id = 'a'");
    const { report } = await runOver({ ...queue({ id: 'a', title: 'one' }, { id: 'b', title: 'changed' }) });
    expect(await titles()).toEqual({ a: 'by SQL', b: 'changed' });
    expect(report.closes).toBe(true);
    expect(report.records).toMatchObject({ updated: 1, unchanged: 1, quarantined: 0 });
  });

  it('keeps the row and quarantines the record where both changed', async () => {
    await runOver({ ...queue({ id: 'a', title: 'one' }) });
    await database.client.query("UPDATE tasks SET title = 'by SQL' WHERE task_id = 'a'");
    const { report, code } = await runOver({ ...queue({ id: 'a', title: 'by the tree' }) });
    expect(await titles()).toEqual({ a: 'by SQL' });
    expect(report.quarantine.byReason).toEqual({ conflict: 1 });
    expect(report.closes).toBe(true);
    expect(code).toBe(3);
  });

  it('does not bring back what SQL deleted', async () => {
    await runOver({ ...queue({ id: 'a', title: 'one' }, { id: 'b', title: 'two' }) });
    await database.client.query("DELETE FROM tasks WHERE task_id = 'a'");
    const { report } = await runOver({
      ...queue({ id: 'a', title: 'one' }, { id: 'b', title: 'two' }),
      'coordination/x.md': 'x',
    });
    expect(await titles()).toEqual({ b: 'two' });
    expect(report.closes).toBe(true);
  });

  it('adds the lines that a log grew by, and repeats none', async () => {
    await runOver(log('one', 'one', 'two'));
    const { report } = await runOver(log('one', 'one', 'two', 'one', 'three'));
    const { rows } = await database.client.query<{ events: number }>(
      "SELECT count(*)::int AS events FROM audit_logs WHERE event_details->>'component' = 'c'",
    );
    expect(rows[0]?.events).toBe(5);
    expect(report.records).toMatchObject({ inserted: 2, unchanged: 3 });
    expect(report.closes).toBe(true);
  });

  it('keeps the rows of a file that is gone, and says so', async () => {
    await runOver({
      ...queue({ id: 'a', title: 'one' }),
      'coordination/tasks/b.json': '{"id":"b","title":"two","status":"pending"}',
    });
    await folder.remove();
    folder = await temporaryDirectory();
    const { report } = await runOver(queue({ id: 'a', title: 'one' }));
    expect(await titles()).toEqual({ a: 'one', b: 'two' });
    expect(report.vanished).toEqual(['coordination/tasks/b.json']);
    expect(report.closes).toBe(true);
  });

  it('turns a stub into the task that it stood for when the task appears', async () => {
    await runOver({ ...queue({ id: 'a', title: 'one', parent_task_id: 'later' }) });
    const { report } = await runOver({
      ...queue({ id: 'a', title: 'one', parent_task_id: 'later' }, { id: 'later', title: 'here I am' }),
    });
    expect(await titles()).toEqual({ a: 'one', later: 'here I am' });
    expect(report.tables['tasks']).toMatchObject({ updated: 1, stubs: 0 });
    expect(report.closes).toBe(true);
  });
});
