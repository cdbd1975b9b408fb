import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import { buildTree, createMigratedDatabase, gzip, tarGz, temporaryDirectory } from '@cortex/testing';
import type { TemporaryDirectory, TestDatabase } from '@cortex/testing';
import fc from 'fast-check';

import { changeRows, readContract } from './test-support/change-rows';
import { listTree } from './test-support/list-tree';
import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

const EXAMPLE = join(__dirname, '../../../../examples/cortex');
/** Another tree, for a look at real ones. */
const TREE = process.env['CORTEX_TREE'] ?? EXAMPLE;

/** Four processes each; more are a matter of patience: CORTEX_TREES=50. */
const TREES = Number(process.env['CORTEX_TREES'] ?? 2);
const CHANGES = Number(process.env['CORTEX_CHANGES'] ?? 40);
const SEED =
  process.env['CORTEX_SEED'] === undefined
    ? {}
    : { examples: [[Number(process.env['CORTEX_SEED'])] as [number]] };

interface Exported {
  readonly verification: string;
  readonly columns: { readonly own: number; readonly reserved: number };
}

async function exportTree(directory: string, url: string): Promise<Exported> {
  const target = ['--target', 'existing', '--database-url', url, '--json'];
  const { code, stdout, stderr } = await runBuiltMigrator(['export', directory, ...target]);
  if (code !== 0) throw new Error(`exit ${code}: ${stderr.slice(-3000)} ${stdout.slice(-3000)}`);
  return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { summary: Exported }).summary;
}

describe('export of a database that services changed', () => {
  it(
    'gives a tree that migrates again to the same contract',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 0x7fff_ffff }), async (seed) => {
          const [database, second] = [await createMigratedDatabase(), await createMigratedDatabase()];
          const folder = await temporaryDirectory();
          try {
            await migrate(TREE, database.url);
            const { statements } = await changeRows(database.client, seed, CHANGES);
            const out = join(folder.path, 'out');
            const summary = await exportTree(out, database.url);
            expect(summary.verification).toBe('equal');
            if (process.env['CORTEX_SHOW']) console.log(JSON.stringify(summary));
            await migrate(out, second.url);
            const [wanted, got] = await Promise.all(
              [database, second].map(({ url }) => fingerprintContent(url, 'contract')),
            );
            if (wanted !== got) {
              const rows = await Promise.all([database, second].map(({ client }) => readContract(client)));
              expect({ statements, rows: rows[1] }).toEqual({ statements, rows: rows[0] });
            }
            expect(got).toBe(wanted);
          } finally {
            await Promise.all([database.drop(), second.drop(), folder.remove()]);
          }
        }),
        { numRuns: TREES, endOnFailure: true, ...SEED },
      );
    },
    120_000 * TREES,
  );
});

describe('export of single changes', () => {
  let database: TestDatabase;
  let folder: TemporaryDirectory;
  beforeEach(async () => {
    database = await createMigratedDatabase();
    folder = await temporaryDirectory();
    await migrate(EXAMPLE, database.url);
  });
  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  async function changedFiles(...statements: string[]): Promise<readonly string[]> {
    for (const statement of statements) await database.client.query(statement);
    await exportTree(join(folder.path, 'out'), database.url);
    const [before, after] = [listTree(EXAMPLE), listTree(join(folder.path, 'out'))];
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].filter((name) => before[name]?.sha256 !== after[name]?.sha256).sort();
  }

  const read = (root: string, name: string): readonly string[] =>
    readFileSync(join(root, name), 'utf8').split('\n');

  /** Lines that are only here or only there. */
  function changedLines(name: string): {
    readonly gone: readonly string[];
    readonly come: readonly string[];
  } {
    const [before, after] = [read(EXAMPLE, name), read(join(folder.path, 'out'), name)];
    const without = (lines: readonly string[], others: readonly string[]): readonly string[] =>
      lines.filter((line) => !others.includes(line)).map((line) => line.trim());
    return { gone: without(before, after), come: without(after, before) };
  }

  const QUEUE = 'coordination/task-queue.json';

  it('rewrites one word of one record, and nothing else', async () => {
    const sql = `UPDATE tasks SET task_type = 'audit' WHERE task_id = 'task-102'`;
    expect(await changedFiles(sql)).toEqual([QUEUE]);
    const { gone, come } = changedLines(QUEUE);
    expect(gone).toEqual(['"type": "security_scan",']);
    expect(come).toEqual(['"type": "audit",']);
  });

  it('puts a new task into the live queue', async () => {
    const sql = `INSERT INTO tasks (task_id, title, metadata) VALUES ('task-900', 'New', '{"ratio": 0.50}')`;
    const [log, queue, ...others] = await changedFiles(sql);
    expect([log, queue, ...others]).toEqual(['coordination/events/cortex-audit-log.jsonl', QUEUE]);
    expect(changedLines(QUEUE).gone).toEqual([]);
    expect(changedLines(QUEUE).come).toEqual(
      expect.arrayContaining(['"id": "task-900",', '"title": "New",', '"ratio": 0.50']),
    );
  });
});

describe('export of changes whose records stand in archives', () => {
  const PATHS = [
    'coordination/archive/tasks/old.json.gz',
    'coordination/archive/tasks/older.tar.gz',
  ] as const;
  const tasks = (id: string): string =>
    JSON.stringify({ archived_at: '2026-02-01T00:00:00Z', tasks: [{ id, title: id, status: 'completed' }] });
  const EVENTS = 'coordination/events/old.jsonl.gz';
  const EVENT = '{"event_type": "a", "timestamp": "2026-03-01T08:00:00Z", "message": "as it was"}\n';
  let database: TestDatabase;
  let tree: TemporaryDirectory;
  let folder: TemporaryDirectory;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    folder = await temporaryDirectory();
    tree = await buildTree({
      [PATHS[0]]: gzip(tasks('task-old')),
      [PATHS[1]]: tarGz([{ name: 'february.json', content: tasks('task-older') }]),
      [EVENTS]: gzip(EVENT),
    });
    await migrate(tree.path, database.url);
  });
  afterEach(async () => {
    await Promise.all([database.drop(), tree.remove(), folder.remove()]);
  });

  it('says them in the log of rows and leaves the archives as they are', async () => {
    const { rowCount } = await database.client.query(
      `UPDATE tasks SET title = 'Otherwise' WHERE task_id IN ('task-old', 'task-older')`,
    );
    expect(rowCount).toBe(2);
    const out = join(folder.path, 'out');
    const summary = await exportTree(out, database.url);
    expect(summary).toMatchObject({ verification: 'equal', columns: { own: 0, reserved: 2 } });
    for (const path of PATHS) expect(listTree(out)[path]).toEqual(listTree(tree.path)[path]);
    const second = await createMigratedDatabase();
    try {
      await migrate(out, second.url);
      expect(await fingerprintContent(second.url, 'contract')).toBe(
        await fingerprintContent(database.url, 'contract'),
      );
    } finally {
      await second.drop();
    }
  });

  it('says them also when nothing is verified', async () => {
    await database.client.query(`UPDATE tasks SET title = 'Otherwise' WHERE task_id = 'task-old'`);
    const out = join(folder.path, 'out');
    const target = ['--target', 'existing', '--database-url', database.url, '--no-verify'];
    expect((await runBuiltMigrator(['export', out, ...target])).code).toBe(0);
    expect(readFileSync(join(out, 'coordination/cortex-rows.jsonl'), 'utf8')).toContain('Otherwise');
    expect(listTree(out)[PATHS[0]]).toEqual(listTree(tree.path)[PATHS[0]]);
  });

  it('refuses an event that cannot be said otherwise, and writes nothing', async () => {
    await database.client.query(
      `UPDATE audit_logs SET event_summary = 'Otherwise' WHERE source_event_type = 'a'`,
    );
    const target = ['--target', 'existing', '--database-url', database.url];
    const { code, stderr } = await runBuiltMigrator(['export', join(folder.path, 'out'), ...target]);
    expect(code).toBe(1);
    expect(stderr).toContain('No document can express 1 changed rows: audit_logs');
    expect(listTree(folder.path)).toEqual({});
  });
});
