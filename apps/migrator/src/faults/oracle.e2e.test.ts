import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import {
  buildGeneratedTree,
  createMigratedDatabase,
  generateTree,
  type TemporaryDirectory,
  type TestDatabase,
} from '@cortex/testing';

import { migrate } from '../promises/test-support/run-built-migrator';
import { loadNaively } from './test-support/load-naively';

const EXAMPLES = join(__dirname, '../../../../examples');
const generated: TemporaryDirectory[] = [];

/** A folder, or a generated tree of this seed. */
const folderOf = async (tree: string | number): Promise<string> => {
  if (typeof tree === 'string') return join(EXAMPLES, tree);
  const folder = await buildGeneratedTree(
    generateTree({ seed: tree, files: 110, records: 1_000, broken: 2 }),
  );
  generated.push(folder);
  return folder.path;
};

describe('the migrator and a naive loader', () => {
  let database: TestDatabase;
  let naive: TestDatabase;

  beforeEach(async () => {
    [database, naive] = [await createMigratedDatabase(), await createMigratedDatabase()];
  });
  afterEach(async () => {
    await Promise.all([database.drop(), naive.drop(), ...generated.splice(0).map((tree) => tree.remove())]);
  });

  it.each(['cortex', 'hostile', 31, 32])(
    'bring the same rows, and the same end for every record: %s',
    async (tree) => {
      const folder = await folderOf(tree);
      const dispositions = await loadNaively(folder, naive.url);
      const { report } = await migrate(folder, database.url, ['--chunk-size', '50']);
      expect(await fingerprintContent(database.url)).toBe(await fingerprintContent(naive.url));
      const { rows } = await database.client.query<{ disposition: string; records: number }>(
        'SELECT disposition, count(*)::int AS records FROM source_records GROUP BY 1',
      );
      const found = Object.fromEntries(rows.map(({ disposition, records }) => [disposition, records]));
      expect(found).toEqual(
        Object.fromEntries(Object.entries(dispositions).filter(([, records]) => records > 0)),
      );
      expect(report.records.read).toBe(
        Object.values(dispositions).reduce((sum, records) => sum + records, 0),
      );
    },
  );
});
