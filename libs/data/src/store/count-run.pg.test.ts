import type { ChunkWriter, NewLedgerEntry } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, auditRow, ledgerEntry, newDocument, taskRow } from './test-support/new-run';

const CONTENT = '{"id":"a"}\n{"id":"b"}\n';
const CLOSED = {
  documentsThatDoNotAddUp: 0,
  documentsWithoutTheirBytes: 0,
  orphanedEntries: 0,
  danglingRows: 0,
  quarantineMismatches: 0,
};

describe('countRun', () => {
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

  const spans = [
    { byteOffset: 0, byteLength: 10 },
    { byteOffset: 11, byteLength: 10 },
  ];
  /** A document of two records, both of them agents. */
  const load = async (writer: ChunkWriter, path = 'a.jsonl') => {
    const [id = ''] = await writer.insertDocuments([newDocument(path, CONTENT)]);
    await writer.insertDocumentBytes(id, 0, Buffer.from(CONTENT));
    const keys = [`${path} 1`, `${path} 2`];
    await writer.writeRows(
      'agents',
      keys.map((key) => agentRow(key)),
    );
    const entries = keys.map((key, ordinal) =>
      ledgerEntry(id, ordinal, { ...spans[ordinal], rows: [{ table: 'agents', key, role: 'primary' }] }),
    );
    await writer.writeLedger(entries);
    return { id, keys, entries };
  };
  const count = () => run.store.countRun(run.runId);
  const sql = (text: string) => database.client.query(text);
  const quarantine = (documentId: string, ordinal: number) => ({
    documentId,
    ordinal,
    path: Buffer.from('a.jsonl'),
    pathText: 'a.jsonl',
    member: null,
    byteOffset: 0,
    byteLength: 10,
    reason: 'undecodable',
    detail: '',
    raw: null,
  });

  it('counts nothing in an empty database but the seeds', async () => {
    expect(await count()).toMatchObject({ ...CLOSED, documents: 0, bytes: 0, ofThisRun: { inserted: 0 } });
    expect((await count()).tables['agents']).toEqual({
      inserted: 0,
      updated: 0,
      total: 1,
      stubs: 0,
      seeds: 1,
    });
  });

  it('counts documents, dispositions by run, and tables', async () => {
    await run.write((writer) => load(writer), { agents: { inserted: 2, updated: 0 } });
    run = await run.next();
    await run.write(
      async (writer) => {
        await writer.writeRows('agents', [agentRow('stub', { isStub: true })]);
        return load(writer, 'b.jsonl');
      },
      { agents: { inserted: 3, updated: 0 } },
    );
    await run.write(async () => null, { agents: { inserted: 0, updated: 4 } });
    expect(await count()).toMatchObject({
      ...CLOSED,
      documents: 2,
      bytes: 2 * CONTENT.length,
      ofThisRun: { inserted: 2, updated: 0, unchanged: 0, duplicate: 0, quarantined: 0, 'archived-only': 0 },
      ofEarlierRuns: { inserted: 2 },
      tables: {
        agents: { inserted: 3, updated: 4, total: 6, stubs: 1, seeds: 1 },
        tasks: { inserted: 0, total: 0 },
      },
    });
  });

  it('counts current documents only', async () => {
    const { id } = await run.write((writer) => load(writer));
    await run.write(async (writer) => {
      const [next = ''] = await writer.insertDocuments([newDocument('a.jsonl', CONTENT, { supersedes: id })]);
      await writer.insertDocumentBytes(next, 0, Buffer.from(CONTENT));
      await writer.writeLedger(
        spans.map((span, ordinal) => ledgerEntry(next, ordinal, { ...span, disposition: 'unchanged' })),
      );
      return null;
    });
    expect(await count()).toMatchObject({
      ...CLOSED,
      documents: 1,
      ofThisRun: { inserted: 0, unchanged: 2 },
    });
    const { rows } = await sql(
      'SELECT is_current, superseded_by IS NULL AS is_last FROM coordination_documents ORDER BY document_id',
    );
    expect(rows).toEqual([
      { is_current: false, is_last: false },
      { is_current: true, is_last: true },
    ]);
  });

  it('finds a document whose records, envelope and separators are not its size', async () => {
    await run.write((writer) => load(writer));
    await sql('UPDATE source_records SET byte_length = 9 WHERE ordinal = 1');
    expect(await count()).toMatchObject({ ...CLOSED, documentsThatDoNotAddUp: 1 });
  });

  it('counts the bytes of top-level records, and finds a child that lies outside of its parent', async () => {
    const { id } = await run.write((writer) => load(writer));
    const child = (more: Partial<NewLedgerEntry>) =>
      ledgerEntry(id, 2, {
        parentOrdinal: 0,
        byteOffset: 2,
        byteLength: 8,
        disposition: 'archived-only',
        ...more,
      });
    await run.write((writer) => writer.writeLedger([child({})]).then(() => null));
    expect(await count()).toMatchObject(CLOSED);
    await sql('UPDATE source_records SET byte_length = 9 WHERE ordinal = 2');
    expect(await count()).toMatchObject({ ...CLOSED, documentsThatDoNotAddUp: 1 });
    await sql('UPDATE source_records SET parent_ordinal = 7, byte_length = 1 WHERE ordinal = 2');
    expect(await count()).toMatchObject({ ...CLOSED, documentsThatDoNotAddUp: 1 });
  });

  it('finds a document without all of its bytes; a member of an archive needs none', async () => {
    await run.write(async (writer) => {
      const { head } = newDocument('x.tar');
      const member = { head: { ...head, member: Buffer.from('m'), memberText: 'm' } };
      const sizes = newDocument('x.tar', '12345').tail;
      const tail = { ...sizes, envelopeBytes: 5, separatorBytes: 0 };
      await writer.insertDocuments([newDocument('x.tar', '12345', { ...member, tail })]);
      return load(writer);
    });
    expect(await count()).toMatchObject(CLOSED);
    await sql(`UPDATE document_chunks SET bytes = substring(bytes FROM 2)`);
    expect(await count()).toMatchObject({ ...CLOSED, documentsWithoutTheirBytes: 1 });
    await sql('DELETE FROM document_chunks');
    expect(await count()).toMatchObject({ ...CLOSED, documentsWithoutTheirBytes: 1 });
  });

  it.each([
    ['an entry whose document is gone', 'UPDATE source_records SET document_id = 77 WHERE ordinal = 1', 2],
    ['an entry of a run that nobody knows', `UPDATE source_records SET run_id = 'x' WHERE ordinal = 1`, 1],
    ['a link whose entry is gone', 'DELETE FROM source_records WHERE ordinal = 1', 1],
  ])('finds %s: the ledger has no foreign keys', async (_, orphan, found) => {
    await run.write((writer) => load(writer));
    expect(await count()).toMatchObject(CLOSED);
    await sql(orphan);
    expect(await count()).toMatchObject({ orphanedEntries: found });
  });

  it('finds links of this run to rows that are not there, in tables of every kind of key', async () => {
    await run.write(async (writer) => {
      const { id } = await load(writer);
      await writer.writeRows('tasks', [taskRow('p'), taskRow('c')]);
      const edge = { parentTaskId: 'p', childTaskId: 'c', relationshipType: 'spawned' };
      const key = JSON.stringify(Object.values(edge));
      await writer.writeRows('taskLineage', [
        { key, operation: 'insert', expectedVersion: null, image: '00', row: edge },
      ]);
      const { ids } = await writer.appendRows('auditLogs', [auditRow('x')]);
      const rows = [
        { table: 'taskLineage' as const, key, role: 'primary' as const },
        { table: 'auditLogs' as const, key: ids[0] ?? '', role: 'secondary' as const },
      ];
      await writer.writeLedger([ledgerEntry(id, 2, { disposition: 'inserted', rows })]);
      return null;
    });
    expect(await count()).toMatchObject(CLOSED);
    await sql('DELETE FROM task_lineage; DELETE FROM audit_logs; DELETE FROM agents WHERE NOT is_seed');
    expect(await count()).toMatchObject({ ...CLOSED, danglingRows: 4 });
  });

  it('does not mind that a row of an earlier run was deleted', async () => {
    const { id, keys } = await run.write((writer) => load(writer));
    run = await run.next();
    await sql('DELETE FROM agents WHERE NOT is_seed');
    expect(await count()).toMatchObject(CLOSED);
    await run.write(async (writer) => {
      const [next = ''] = await writer.insertDocuments([newDocument('a.jsonl', CONTENT, { supersedes: id })]);
      await writer.insertDocumentBytes(next, 0, Buffer.from(CONTENT));
      const rows = [{ table: 'agents' as const, key: keys[0] ?? '', role: 'primary' as const }];
      await writer.writeLedger([
        ledgerEntry(next, 0, { ...spans[0], disposition: 'unchanged', rows }),
        ledgerEntry(next, 1, { ...spans[1], disposition: 'duplicate', rows }),
      ]);
      return null;
    });
    expect(await count()).toMatchObject(CLOSED);
  });

  it('does not mind either that an appended row of an earlier run was deleted', async () => {
    const event = (documentId: string, key: string, more: Partial<NewLedgerEntry>) =>
      ledgerEntry(documentId, 0, { rows: [{ table: 'auditLogs', key, role: 'primary' }], ...more });
    const [id, key] = await run.write(async (writer) => {
      const [document = ''] = await writer.insertDocuments([newDocument('a.jsonl')]);
      const { ids } = await writer.appendRows('auditLogs', [auditRow('x')]);
      await writer.writeLedger([event(document, ids[0] ?? '', {})]);
      return [document, ids[0] ?? ''] as const;
    });
    run = await run.next();
    await sql('DELETE FROM audit_logs');
    expect(await count()).toMatchObject(CLOSED);
    await run.write(async (writer) => {
      const [next = ''] = await writer.insertDocuments([newDocument('a.jsonl', '', { supersedes: id })]);
      return writer.writeLedger([event(next, key, { disposition: 'unchanged' })]).then(() => null);
    });
    expect(await count()).toMatchObject(CLOSED);
  });

  it('finds quarantined entries without a quarantine row, and rows without an entry', async () => {
    const { id } = await run.write((writer) => load(writer));
    const dispose = (disposition: string) =>
      database.client.query('UPDATE source_records SET disposition = $1 WHERE ordinal = 0', [disposition]);
    await dispose('quarantined');
    expect(await count()).toMatchObject({
      ...CLOSED,
      quarantineMismatches: 1,
      ofThisRun: { quarantined: 1, inserted: 1 },
    });
    await run.write((writer) => writer.insertQuarantine([quarantine(id, 0)]).then(() => null));
    expect(await count()).toMatchObject(CLOSED);
    await dispose('inserted');
    expect(await count()).toMatchObject({ ...CLOSED, quarantineMismatches: 1 });
    await sql('UPDATE quarantine SET replayed_at = now()');
    expect(await count()).toMatchObject(CLOSED);
  });
});
