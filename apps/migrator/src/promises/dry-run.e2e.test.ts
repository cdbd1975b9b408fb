import { join } from 'node:path';

import type { RunReport } from '@cortex/domain';
import { startLocalPostgres } from '@cortex/cluster';
import { createLog } from '@cortex/platform';
import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { readTupleCounts } from './test-support/read-tuple-counts';
import { migrate } from './test-support/run-built-migrator';

const EXAMPLES = join(__dirname, '../../../../examples');

async function nextTransactionId({ client }: TestDatabase): Promise<string | undefined> {
  // A snapshot's xmax is the next id to be given, and looking takes none.
  const { rows } = await client.query<{ xid: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid',
  );
  return rows[0]?.xid;
}

function counts({ tables, records, manifest, quarantine }: RunReport) {
  return { tables, records, manifest, quarantine };
}

describe('a dry run', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it.each(['cortex', 'hostile'])(
    'predicts for examples/%s exactly what the run does, table by table',
    async (example) => {
      const tree = join(EXAMPLES, example);
      const predicted = await migrate(tree, database.url, ['--dry-run']);
      const done = await migrate(tree, database.url);
      expect(predicted.report.run.state).toBe('dry-run');
      expect(counts(done.report)).toEqual(counts(predicted.report));
    },
  );

  it('predicts a rerun over a changed tree, too', async () => {
    const folder = await temporaryDirectory();
    const task = (id: string, title: string) => ({
      id,
      title,
      status: 'pending',
      created_at: '2026-01-01T00:00:00Z',
    });
    const queue = (tasks: object[]) => ({ 'coordination/task-queue.json': JSON.stringify({ tasks }) });
    await buildTree(queue([task('a', 'one'), task('b', 'two')]), folder.path);
    await migrate(folder.path, database.url);
    await buildTree(queue([task('a', 'one'), task('b', 'changed'), task('c', 'new')]), folder.path);
    const predicted = await migrate(folder.path, database.url, ['--dry-run']);
    const done = await migrate(folder.path, database.url);
    expect(predicted.report.tables['tasks']).toMatchObject({
      inserted: 1,
      updated: 1,
      unchanged: 1,
      total: 3,
    });
    expect(counts(done.report)).toEqual(counts(predicted.report));
    await folder.remove();
  });

  it('writes nothing and takes no transaction id, into an empty database and into a full one', async () => {
    // Transaction ids are the server's, not the database's: this test needs a server to itself.
    const folder = await temporaryDirectory();
    const server = await startLocalPostgres({
      dataDirectory: folder.path,
      log: createLog({ level: 'silent' }),
    });
    const own = await createTestDatabase(server.adminUrl('postgres'));
    for (const _state of ['empty', 'full']) {
      const before = [await readTupleCounts(own), await nextTransactionId(own)];
      const { code } = await migrate(join(EXAMPLES, 'cortex'), own.url, ['--dry-run']);
      expect([0, 3]).toContain(code);
      expect([await readTupleCounts(own), await nextTransactionId(own)]).toEqual(before);
      await migrate(join(EXAMPLES, 'cortex'), own.url);
    }
    await own.drop();
    await server.stop();
    await folder.remove();
  });
});
