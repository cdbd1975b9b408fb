import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildTree, createMigratedDatabase, temporaryDirectory } from '@cortex/testing';
import type { TemporaryDirectory, TestDatabase, TreeEntry } from '@cortex/testing';
import fc from 'fast-check';

import { anyTree } from './test-support/any-tree';
import { listTree } from './test-support/list-tree';
import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

const EXAMPLES = join(__dirname, '../../../../examples');

/** Two processes each; more are a matter of patience: CORTEX_TREES=50. */
const TREES = Number(process.env['CORTEX_TREES'] ?? 3);

const ODD_NAMES: readonly TreeEntry[] = [
  { path: 'coordination/\ndevelopment/state:2026-01-01T00:00:00.json', content: '{"a":1}', mode: 0o600 },
  { path: Buffer.from('coordination/\xff\xfe.json', 'latin1'), content: '{"b":2}', mode: 0o444 },
  { path: 'coordination/run.sh', content: '#!/bin/sh\n', mode: 0o755 },
  { path: 'coordination/empty.jsonl', content: '', mode: 0o640 },
  { path: 'coordination/write-only.json', content: '{}', mode: 0o200 },
  { path: 'coordination/it\'s a \\ "name".json', content: '\u0000\u0001', mode: 0o644 },
];

describe('export of a tree that nobody changed', () => {
  let database: TestDatabase;
  let folder: TemporaryDirectory;
  beforeEach(async () => {
    database = await createMigratedDatabase();
    folder = await temporaryDirectory();
  });
  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const exportTo = (directory: string, ...more: string[]) =>
    runBuiltMigrator(['export', directory, '--target', 'existing', '--database-url', database.url, ...more]);

  async function roundTrip(tree: string): Promise<void> {
    await migrate(tree, database.url);
    const { code, stderr } = await exportTo(join(folder.path, 'out'));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(listTree(join(folder.path, 'out'))).toEqual(listTree(tree));
  }

  it.each(['cortex', 'hostile'])('has every path, mode and byte of examples/%s', (name) =>
    roundTrip(join(EXAMPLES, name)),
  );

  it('has names that are no text, files that are empty, and every mode', async () => {
    const tree = await buildTree(ODD_NAMES);
    await roundTrip(tree.path);
    await tree.remove();
  });

  it('goes into no folder that holds something, and leaves it as it is', async () => {
    const directory = join(folder.path, 'taken');
    mkdirSync(directory);
    writeFileSync(join(directory, 'mine'), '');
    const { code, stderr } = await exportTo(directory);
    expect(code).toBe(2);
    expect(stderr).toMatch(/is not empty/);
    expect(readdirSync(directory)).toEqual(['mine']);
  });

  it('leaves nothing behind when there is nothing to export', async () => {
    const { code, stderr } = await exportTo(join(folder.path, 'out'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/no published run/);
    expect(existsSync(folder.path) && readdirSync(folder.path)).toEqual([]);
  });
});

describe('export of any tree', () => {
  it(
    'has every path, mode and byte of it',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, async (files) => {
          const [tree, database] = [await buildTree(files), await createMigratedDatabase()];
          const folder = await temporaryDirectory();
          try {
            await migrate(tree.path, database.url);
            const target = ['--target', 'existing', '--database-url', database.url];
            const { code } = await runBuiltMigrator(['export', join(folder.path, 'out'), ...target]);
            expect(code).toBe(0);
            expect(listTree(join(folder.path, 'out'))).toEqual(listTree(tree.path));
          } finally {
            await Promise.all([database.drop(), tree.remove(), folder.remove()]);
          }
        }),
        { numRuns: TREES, endOnFailure: TREES > 3 },
      );
    },
    120_000 * TREES,
  );
});
