import fc from 'fast-check';

import { fingerprintContent } from '@cortex/data';
import { buildTree, createMigratedDatabase } from '@cortex/testing';

import { anyTree } from './test-support/any-tree';
import { readStandingState } from './test-support/read-standing-state';
import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

/** Four processes each; more are a matter of patience: CORTEX_TREES=50. */
const TREES = Number(process.env['CORTEX_TREES'] ?? 3);

type Tree = Readonly<Record<string, string>>;

/** What becomes of a file between two runs. */
type Change = 'kept' | 'replaced' | 'gone' | 'grown' | 'cut';

const changes = fc.array(fc.constantFrom<Change>('kept', 'replaced', 'gone', 'grown', 'cut'), {
  minLength: 8,
  maxLength: 40,
});

function change(before: Tree, other: Tree, pattern: readonly Change[]): Tree {
  const files = Object.keys(before).map((path, index): [string, string | null] => {
    const [was, wanted] = [before[path] ?? '', other[path] ?? ''];
    switch (pattern[index % pattern.length]) {
      case 'replaced':
        return [path, wanted];
      case 'gone':
        return [path, null];
      case 'grown':
        return [path, `${was}\n${wanted}\n`];
      case 'cut':
        return [path, was.slice(0, was.length / 2)];
      default:
        return [path, was];
    }
  });
  return Object.fromEntries(files.flatMap(([path, text]) => (text === null ? [] : [[path, text]])));
}

async function runOver(files: Tree, url: string): Promise<void> {
  const tree = await buildTree({ ...files, 'coordination/always.md': 'here' });
  try {
    const { report } = await migrate(tree.path, url, ['--chunk-size', '20']);
    expect([report.failure, report.closes]).toEqual([null, true]);
  } finally {
    await tree.remove();
  }
}

describe('any tree and any change of it', () => {
  it(
    'is as it was after the run over the change is undone, and after that the run can be done again',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, anyTree, changes, async (first, other, pattern) => {
          const database = await createMigratedDatabase();
          const state = async () => ({
            fingerprint: await fingerprintContent(database.url),
            ...(await readStandingState(database)),
          });
          const undo = async () => {
            const args = ['undo', 'last', '--yes', '--chunk-size', '10', '--target', 'existing'];
            const { code, stderr } = await runBuiltMigrator([...args, '--database-url', database.url]);
            expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
          };
          try {
            const empty = await state();
            await runOver(first, database.url);
            const before = await state();
            await runOver(change(first, other, pattern), database.url);
            const after = await fingerprintContent(database.url);
            await undo();
            expect(await state()).toEqual(before);
            await runOver(change(first, other, pattern), database.url);
            expect(await fingerprintContent(database.url)).toBe(after);
            await undo();
            await undo();
            expect(await state()).toEqual(empty);
          } finally {
            await database.drop();
          }
        }),
        { numRuns: TREES, endOnFailure: TREES > 3 },
      );
    },
    120_000 * TREES,
  );
});
