import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import type { TestDatabase } from '@cortex/testing';
import { buildTree, createMigratedDatabase, createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { readStandingState } from './test-support/read-standing-state';
import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

const EXAMPLE = join(__dirname, '../../../../examples/cortex');
const HOSTILE = join(__dirname, '../../../../examples/hostile');

const json = (value: unknown): string => JSON.stringify(value);
const lines = (...records: readonly object[]): string =>
  records.map((record) => `${json(record)}\n`).join('');
const task = (id: string, more: object = {}) => ({
  id,
  title: `Task ${id}`,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
  ...more,
});
const health = (details: string) => ({
  component: 'c',
  status: 'healthy',
  details,
  timestamp: '2026-01-01T00:00:00Z',
});

const BEFORE = {
  'coordination/task-queue.json': json({
    tasks: [task('a'), task('b', { parent_task_id: 'stub-1', assigned_to: 'worker-1' })],
  }),
  'coordination/tasks/gone.json': json(task('gone')),
  'coordination/health-reports.jsonl': lines(health('one'), health('one'), health('two')),
  'coordination/tasks/broken.json': '{"id": "x", ',
  'coordination/users.json': json({ users: [{ user_id: 'u1', username: 'one', email: 'one@example.org' }] }),
  'coordination/notes.md': 'one',
};

const AFTER = {
  'coordination/task-queue.json': json({
    tasks: [
      task('a', { title: 'changed', parent_task_id: 'new-2', updated_at: '2026-02-01T00:00:00Z' }),
      task('b', { parent_task_id: 'stub-1', assigned_to: 'worker-1' }),
      task('stub-1', { title: 'no stub any more' }),
      task('new-1', { parent_task_id: 'new-2', metadata: null }),
      task('new-2', { parent_task_id: 'new-3', assigned_to: 'worker-9' }),
      task('new-3'),
    ],
  }),
  'coordination/health-reports.jsonl': lines(
    health('one'),
    health('one'),
    health('two'),
    health('one'),
    health('3'),
  ),
  'coordination/tasks/broken.json': json(task('x')),
  'coordination/tasks/worse.json': '{"id": "y", ',
  'coordination/users.json': json({
    users: [
      { user_id: 'u1', username: 'two', email: 'two@example.org' },
      { user_id: 'u2', username: 'one', email: 'one@example.org' },
      { user_id: 'system', username: 'system', email: 'root@example.org' },
    ],
  }),
  'coordination/notes.md': 'two',
};

describe('undo', () => {
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

  async function runOver(tree: Readonly<Record<string, string>>): Promise<string> {
    await folder.remove();
    folder = await temporaryDirectory();
    await buildTree(tree, folder.path);
    return runOf(folder.path);
  }

  async function runOf(tree: string): Promise<string> {
    const { report } = await migrate(tree, database.url);
    expect([report.closes, report.failure]).toEqual([true, null]);
    return report.run.id ?? '';
  }

  const undo = (run: string, ...more: string[]) =>
    runBuiltMigrator(['undo', run, '--target', 'existing', '--database-url', database.url, ...more]);
  const state = async () => ({
    fingerprint: await fingerprintContent(database.url),
    ...(await readStandingState(database)),
  });

  it('of the second of two runs leaves the database as the first one left it', async () => {
    await runOver(BEFORE);
    const first = await state();
    const run = await runOver(AFTER);
    const second = await state();
    expect(second.fingerprint).not.toBe(first.fingerprint);
    const { code, stdout, stderr } = await undo(run, '--yes');
    expect([code, stderr.includes('"level":"error"')]).toEqual([0, false]);
    expect(stdout).toContain(`Run ${run} is undone.`);
    expect(await state()).toEqual(first);
    await runOver(AFTER);
    expect((await state()).fingerprint).toBe(second.fingerprint);
  });

  it.each([
    ['the example', EXAMPLE],
    ['every mess', HOSTILE],
  ])('of the only run leaves an empty database (%s)', async (_, tree) => {
    const empty = await createMigratedDatabase();
    try {
      const run = await runOf(tree);
      expect(await fingerprintContent(database.url)).not.toBe(await fingerprintContent(empty.url));
      expect((await undo(run, '--yes', '--chunk-size', '7')).code).toBe(0);
      expect(await fingerprintContent(database.url)).toBe(await fingerprintContent(empty.url));
      const left = Object.entries(await readStandingState(database)).filter(([, rows]) => rows.length > 0);
      expect(left.map(([table, rows]) => [table, rows.length])).toEqual([
        ['agents', 1],
        ['users', 1],
      ]);
    } finally {
      await empty.drop();
    }
  });

  it('says what it would do and writes nothing with --dry-run', async () => {
    await runOver(BEFORE);
    await runOver(AFTER);
    const before = await state();
    const { code, stdout } = await undo('last', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tasks +\d+ +\d+$/m);
    expect(await state()).toEqual(before);
  });
});
