import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { readStandingState } from './read-standing-state';
import { migrate, runBuiltMigrator, type MigratorOutput } from './run-built-migrator';

const MAIN = join(__dirname, '../../../../../dist/apps/migrator/main.js');

export type Tree = Readonly<Record<string, string>>;

export interface UndoPlace {
  readonly database: () => TestDatabase;
  /** Runs this tree and no other into the database. @returns the run. */
  readonly runOver: (tree: Tree, ...more: string[]) => Promise<string>;
  readonly undo: (run: string, ...more: string[]) => Promise<MigratorOutput>;
  /** Kills the command at a failpoint, or at whatever else the environment says. */
  readonly killed: (args: readonly string[], failpoint: string) => Promise<NodeJS.Signals | null>;
  readonly folder: () => string;
  readonly target: () => string[];
  /** Everything that stands in the database. */
  readonly state: () => Promise<Readonly<Record<string, unknown>>>;
}

/** An empty database and a folder for each test of the file. */
export function useUndoPlace(): UndoPlace {
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
  const target = (): string[] => ['--target', 'existing', '--database-url', database.url];
  return {
    database: () => database,
    folder: () => folder.path,
    target,
    runOver: async (tree, ...more) => {
      await folder.remove();
      folder = await temporaryDirectory();
      await buildTree(tree, folder.path);
      const { report } = await migrate(folder.path, database.url, more);
      expect([report.closes, report.failure]).toEqual([true, null]);
      return report.run.id ?? '';
    },
    undo: (run, ...more) => runBuiltMigrator(['undo', run, ...target(), ...more]),
    killed: async (args, failpoint) => {
      const child = spawn(process.execPath, [MAIN, ...args, ...target()], {
        stdio: 'ignore',
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CORTEX_FAILPOINTS: failpoint },
      });
      await once(child, 'exit');
      return child.signalCode;
    },
    state: async () => ({
      fingerprint: await fingerprintContent(database.url),
      ...(await readStandingState(database)),
    }),
  };
}

const json = (value: unknown): string => JSON.stringify(value);

export const lines = (...records: readonly object[]): string =>
  records.map((record) => `${json(record)}\n`).join('');

export const task = (id: string, more: object = {}): object => ({
  id,
  title: `Task ${id}`,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
  ...more,
});

export const health = (details: string): object => ({
  component: 'c',
  status: 'healthy',
  details,
  timestamp: '2026-01-01T00:00:00Z',
});

export const queue = (...tasks: readonly object[]): Tree => ({
  'coordination/task-queue.json': json({ tasks }),
});

/** Two states of a tree in which a bit of everything changes in between. */
export const BEFORE: Tree = {
  ...queue(task('a'), task('b', { parent_task_id: 'stub-1', assigned_to: 'worker-1' })),
  'coordination/tasks/gone.json': json(task('gone')),
  'coordination/health-reports.jsonl': lines(health('one'), health('one'), health('two')),
  'coordination/tasks/broken.json': '{"id": "x", ',
  'coordination/users.json': json({ users: [{ user_id: 'u1', username: 'one', email: 'one@example.org' }] }),
  'coordination/notes.md': 'one',
};

export const AFTER: Tree = {
  ...queue(
    task('a', { title: 'changed', parent_task_id: 'new-2', updated_at: '2026-02-01T00:00:00Z' }),
    task('b', { parent_task_id: 'stub-1', assigned_to: 'worker-1' }),
    task('stub-1', { title: 'no stub any more' }),
    task('new-1', { parent_task_id: 'new-2', metadata: null }),
    task('new-2', { parent_task_id: 'new-3', assigned_to: 'worker-9' }),
    task('new-3'),
  ),
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
