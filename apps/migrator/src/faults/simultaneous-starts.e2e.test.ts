import {
  buildTree,
  createMigratedDatabase,
  createTestDatabase,
  temporaryDirectory,
  waitFor,
  type TemporaryDirectory,
  type TestDatabase,
} from '@cortex/testing';

import { QUEUE, taskQueue } from '../test-support/fresh-place';
import { readError, startMigrator, type Started } from '../test-support/start-migrator';

const STARTS = 50;
const HELD = 4;
const FREE_WITHIN_MS = 5_000;

describe('on one database', () => {
  let database: TestDatabase;
  let folder: TemporaryDirectory;
  beforeEach(async () => {
    folder = await temporaryDirectory();
    const ids = Array.from({ length: 300 }, (_, index) => `t${index}`);
    await buildTree({ [QUEUE]: taskQueue(...ids) }, `${folder.path}/tree`);
  });
  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const start = (failpoints: string): Started => {
    const target = ['--target', 'existing', '--database-url', database.url];
    const args = ['run', `${folder.path}/tree`, ...target, '--report-dir', `${folder.path}/reports`];
    return startMigrator([...args, '--chunk-size', '20'], { env: { CORTEX_FAILPOINTS: failpoints } });
  };
  const hasEnded = ({ process: child }: Started) => child.exitCode !== null || child.signalCode !== null;

  it.each([
    ['an empty one', createTestDatabase],
    ['a migrated one', createMigratedDatabase],
  ])('of fifty that start at once one runs, the others leave and name it: %s', async (_, create) => {
    database = await create();
    // Whoever gets the lock stands still with it until the others have ended.
    const all = Array.from({ length: STARTS }, () => start('run.opened=stop'));
    await waitFor(() => all.filter(hasEnded).length === STARTS - 1, { deadlineMs: 120_000 });
    const [holder, ...more] = all.filter((started) => !hasEnded(started));
    expect(more).toEqual([]);
    holder?.process.kill('SIGCONT');
    expect((await holder?.ended)?.code).toBe(0);
    const others = await Promise.all(all.filter((started) => started !== holder).map(({ ended }) => ended));
    expect(new Set(others.map(({ code }) => code))).toEqual(new Set([HELD]));
    for (const other of others) expect(readError(other)).toContain(`process ${holder?.process.pid})`);
    const { rows } = await database.client.query('SELECT state FROM migration_runs');
    expect(rows).toEqual([{ state: 'published' }]);
  });

  it.each(['run.opened', 'load.records.written@2', 'publish.written'])(
    'after a holder that was killed at %s the next one has the lock within 5 s, without a manual step',
    async (failpoint) => {
      database = await createMigratedDatabase();
      await start(`${failpoint}=kill`).ended;
      const killedAt = Date.now();
      const next = await start('').ended;
      expect(next.code).toBe(0);
      expect(timeOf(next.stderr, 'data.lease.acquired') - killedAt).toBeLessThan(FREE_WITHIN_MS);
    },
  );

  /** When an event was logged. */
  function timeOf(stderr: string, event: string): number {
    const line = stderr.split('\n').find((text) => text.includes(`"${event}"`)) ?? '{}';
    const { time } = JSON.parse(line) as { readonly time?: string | number };
    return new Date(time ?? Number.NaN).getTime();
  }
});
