import { join } from 'node:path';

import type { TemporaryDirectory, TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase } from '@cortex/testing';

import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

const TREE = {
  'coordination/task-queue.json': JSON.stringify({
    tasks: [{ id: 'a', title: 'one', status: 'pending', created_at: '2026-01-01T00:00:00Z' }],
  }),
};

describe('a run of a plan', () => {
  let database: TestDatabase;
  let tree: TemporaryDirectory;
  let plan: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    tree = await buildTree(TREE);
    plan = join(tree.path, 'plan.json');
  });
  afterEach(async () => {
    await tree.remove();
    await database.drop();
  });

  function makePlan(...more: readonly string[]) {
    return runBuiltMigrator(['plan', tree.path, '--out', plan, ...more]);
  }

  it('does what was planned, made without a database, against an empty one, or against a full one', async () => {
    expect((await makePlan()).code).toBe(0);
    expect((await migrate(tree.path, database.url, ['--plan', plan])).report.closes).toBe(true);
    expect((await makePlan('--database-url', database.url)).code).toBe(0);
    expect((await migrate(tree.path, database.url, ['--plan', plan])).report.run.state).toBe('unchanged');
  });

  it('is refused with exit code 4, and writes nothing, when the tree changed since', async () => {
    await makePlan('--database-url', database.url);
    await buildTree({ 'coordination/new.md': 'new' }, tree.path);
    const run = ['run', tree.path, '--plan', plan, '--target', 'existing', '--database-url', database.url];
    const { code, stderr } = await runBuiltMigrator(run);
    expect(code).toBe(4);
    expect(stderr).toContain('PLAN_STALE');
    const { rows } = await database.client.query('SELECT FROM migration_runs');
    expect(rows).toHaveLength(0);
  });

  it('is refused when another run was published since', async () => {
    await makePlan('--database-url', database.url);
    await migrate(tree.path, database.url);
    const run = ['run', tree.path, '--plan', plan, '--target', 'existing', '--database-url', database.url];
    expect((await runBuiltMigrator(run)).code).toBe(4);
  });
});
