import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, ledgerEntry, newDocument } from './test-support/new-run';

describe('the ledger', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const insert = (...documents: Parameters<typeof newDocument>[]) =>
    run.write((writer) => writer.insertDocuments(documents.map((parts) => newDocument(...parts))));

  it('gives the ledger of a range, in order, with the rows by the strength of their role', async () => {
    const [id = ''] = await insert(['a']);
    await run.write(async (writer) => {
      await writer.writeRows('agents', [agentRow('x')]);
      return writer
        .writeLedger([
          ledgerEntry(id, 2, { disposition: 'archived-only' }),
          ledgerEntry(id, 0, {
            pointer: '/a\0b',
            rows: [
              { table: 'agentAliases', key: 'z', role: 'stub' },
              { table: 'agents', key: 'x', role: 'secondary' },
              { table: 'taskLineage', key: '["a\\tb","c","spawned"]', role: 'primary' },
              { table: 'agents', key: 'x', role: 'stub' },
            ],
          }),
          ledgerEntry(id, 1, { disposition: 'quarantined', reason: 'too-deep' }),
        ])
        .then(() => null);
    });
    const entries = await run.store.ledgerOf([{ documentId: id, fromOrdinal: 0, toOrdinal: 2 }]);
    expect(entries.map(({ ordinal, disposition, runId }) => [ordinal, disposition, runId])).toEqual([
      [0, 'inserted', run.runId],
      [1, 'quarantined', run.runId],
    ]);
    expect(entries[0]?.sha256).toBe(ledgerEntry(id, 0).sha256);
    expect(entries[0]?.rows).toEqual([
      { table: 'taskLineage', key: '["a\\tb","c","spawned"]', role: 'primary' },
      { table: 'agents', key: 'x', role: 'secondary' },
      { table: 'agentAliases', key: 'z', role: 'stub' },
    ]);
  });

  it('gives the ledgers of parts of many documents, by document and ordinal', async () => {
    const ids = await insert(...Array.from({ length: 12 }, (_, index): [string] => [`file ${index}`]));
    await run.write((writer) =>
      writer
        .writeLedger(ids.flatMap((id) => [0, 1, 2].map((ordinal) => ledgerEntry(id, ordinal))))
        .then(() => null),
    );
    const ranges = ids.map((documentId) => ({ documentId, fromOrdinal: 1, toOrdinal: 3 })).reverse();
    const entries = await run.store.ledgerOf(ranges);
    expect(entries.map(({ documentId, ordinal }) => [documentId, ordinal])).toEqual(
      ids.flatMap((id) => [
        [id, 1],
        [id, 2],
      ]),
    );
    expect(await run.store.ledgerOf([])).toEqual([]);
  });

  it('replaces an entry and its links, and leaves its neighbours alone', async () => {
    const [id = ''] = await insert(['a']);
    const rows = [{ table: 'agents' as const, key: 'x', role: 'primary' as const }];
    await run.write((writer) =>
      writer.writeLedger([ledgerEntry(id, 0, { rows }), ledgerEntry(id, 1, { rows })]).then(() => null),
    );
    const second = await run.next();
    const replacement = ledgerEntry(id, 0, {
      replaces: true,
      disposition: 'quarantined',
      reason: 'conflict',
    });
    await second.write((writer) => writer.writeLedger([replacement, ledgerEntry(id, 2)]).then(() => null));
    expect(await second.store.ledgerOf([{ documentId: id, fromOrdinal: 0, toOrdinal: 9 }])).toMatchObject([
      { ordinal: 0, disposition: 'quarantined', runId: second.runId, rows: [] },
      { ordinal: 1, disposition: 'inserted', runId: run.runId, rows },
      { ordinal: 2, runId: second.runId },
    ]);
  });
});
