import { join } from 'node:path';

import type { TestDatabase } from '@cortex/testing';
import { createTestDatabase } from '@cortex/testing';

import { readTupleCounts, readWalBytes } from './test-support/read-tuple-counts';
import type { Migration } from './test-support/run-built-migrator';
import { migrate } from './test-support/run-built-migrator';

const EXAMPLES = join(__dirname, '../../../../examples');

describe.each(['cortex', 'hostile'])('a second run over the tree examples/%s', (example) => {
  const tree = join(EXAMPLES, example);
  let database: TestDatabase;
  let first: Migration;
  let second: Migration;
  const tuples: Readonly<Record<string, number>>[] = [];
  const wal: number[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    wal.push(await readWalBytes(database));
    first = await migrate(tree, database.url);
    tuples.push(await readTupleCounts(database));
    wal.push(await readWalBytes(database));
    second = await migrate(tree, database.url);
    tuples.push(await readTupleCounts(database));
    wal.push(await readWalBytes(database));
  });
  afterAll(() => database.drop());

  it('closes, like the first', () => {
    expect(first.report.closes).toBe(true);
    expect(second.report.closes).toBe(true);
    expect(second.report.records.read).toBe(first.report.records.read);
  });

  it('inserts, updates and deletes no tuple in any table but its own', () => {
    expect(tuples[1]).toEqual(tuples[0]);
  });

  it('writes next to nothing to the write-ahead log', () => {
    const [before = 0, afterFirst = 0, afterSecond = 0] = wal;
    expect(afterSecond - afterFirst).toBeLessThan(0.1 * (afterFirst - before));
  });

  it('says so: everything that was inserted is unchanged, nothing else moved', () => {
    const { inserted, unchanged, ...rest } = first.report.records;
    expect(second.report.records).toEqual({ ...rest, inserted: 0, unchanged: inserted + unchanged });
    expect(second.report.run.state).toBe('unchanged');
    for (const counts of Object.values(second.report.tables))
      expect(counts).toMatchObject({ inserted: 0, updated: 0 });
  });
});
