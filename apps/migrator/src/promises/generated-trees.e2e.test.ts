import type { TemporaryDirectory, TestDatabase } from '@cortex/testing';
import {
  createTestDatabase,
  generateTree,
  temporaryDirectory,
  writeGeneratedTree,
  type TreeShape,
} from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';

describe('a generated tree', () => {
  let tree: TemporaryDirectory;
  let database: TestDatabase;

  beforeEach(async () => {
    tree = await temporaryDirectory();
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await tree.remove();
    await database.drop();
  });

  const load = async (shape: TreeShape) => {
    const written = await writeGeneratedTree(tree.path, generateTree(shape));
    const { report } = await migrate(tree.path, database.url);
    return { written, report };
  };

  it('closes: every record that was generated is read, and exactly the planted ones are in quarantine', async () => {
    const { written, report } = await load({ seed: 11, files: 160, records: 2_500, broken: 3 });
    expect(report.closes).toBe(true);
    expect(report.records.read).toBe(written.records);
    expect(report.quarantine.total).toBe(3);
  });

  it('is repaired wherever the real tree needs it', async () => {
    const { report } = await load({ seed: 12, files: 160, records: 1_500 });
    expect(report.quarantine.total).toBe(0);
    expect(new Set(report.repairs.map(({ rule }) => rule))).toEqual(
      new Set([
        'missing-value',
        'bare-word',
        'pasted-objects',
        'raw-control-in-string',
        'expression-value',
        'numeric-range',
        'text-before-json',
      ]),
    );
  });
});
