import fc from 'fast-check';

import type { RunReport } from '@cortex/domain';
import { buildTree, createMigratedDatabase } from '@cortex/testing';

import { anyTree } from './test-support/any-tree';
import { migrate } from './test-support/run-built-migrator';

/** Three processes each; more are a matter of patience: CORTEX_TREES=50. */
const TREES = Number(process.env['CORTEX_TREES'] ?? 3);

function counts({ tables, records, quarantine }: RunReport) {
  return { tables, records, quarantine };
}

describe('any tree', () => {
  it(
    'is predicted, migrated and left alone by a second run, whatever stands in it',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, async (files) => {
          const tree = await buildTree(files);
          const database = await createMigratedDatabase();
          try {
            const predicted = await migrate(tree.path, database.url, ['--dry-run']);
            const done = await migrate(tree.path, database.url);
            expect(done.report.failure).toBeNull();
            expect(done.report.closes).toBe(true);
            expect(counts(done.report)).toEqual(counts(predicted.report));
            const again = await migrate(tree.path, database.url);
            expect(again.report.run.state).toBe('unchanged');
          } finally {
            await database.drop();
            await tree.remove();
          }
        }),
        { numRuns: TREES, endOnFailure: TREES > 3 },
      );
    },
    120_000 * TREES,
  );
});
