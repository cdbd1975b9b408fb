import { documentKey } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { ledgerEntry, newDocument } from './test-support/new-run';

const MIB = 1024 * 1024;

describe('documents in the archive', () => {
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

  const select = async (text: string, values: unknown[] = []) =>
    (await database.client.query(text, values)).rows;
  const insert = (...documents: Parameters<typeof newDocument>[]) =>
    run.write((writer) => writer.insertDocuments(documents.map((parts) => newDocument(...parts))));

  it('stores a document with every name that a file system allows', async () => {
    const path = Buffer.from([0x61, 0x0a, 0x3a, 0xff, 0x5c, 0x09]);
    const { head } = newDocument('');
    const named = {
      ...head,
      path,
      pathText: 'a\\n:\\xff\0',
      member: Buffer.from('m/\xff', 'latin1'),
      memberText: 'm',
    };
    const mtime = '2026-01-02T03:04:05.123456Z';
    const [id = ''] = await insert(['', 'x', { head: { ...named, mtime, mode: null, stamp: 'as it was' } }]);
    expect([...(await run.store.currentDocuments())]).toEqual([
      [
        documentKey(path, named.member),
        {
          documentId: id,
          sha256: newDocument('', 'x').tail.sha256.toString('hex'),
          kind: 'sample',
          mode: null,
          recordCount: 1,
          size: 1,
          stamp: 'as it was',
          supersedes: null,
        },
      ],
    ]);
    expect(
      await select(
        `SELECT path, member, path_text, repairs, run_id, mtime = $1::timestamptz AS same_time FROM coordination_documents`,
        [mtime],
      ),
    ).toEqual([
      {
        path,
        member: named.member,
        path_text: 'a\\n:\\xff\\u0000',
        repairs: [],
        run_id: run.runId,
        same_time: true,
      },
    ]);
  });

  it('gives ids in the order of the documents, and names the successor of a superseded one', async () => {
    const [first = '', second = ''] = await insert(['a'], ['b']);
    const [third = ''] = await insert(['a', 'new', { supersedes: first }]);
    expect(
      await select(
        'SELECT document_id, is_current, superseded_by FROM coordination_documents ORDER BY document_id',
      ),
    ).toEqual([
      { document_id: first, is_current: false, superseded_by: third },
      { document_id: second, is_current: true, superseded_by: null },
      { document_id: third, is_current: true, superseded_by: null },
    ]);
  });

  it('retires documents that left the tree; their ledger stays', async () => {
    const [id = ''] = await insert(['a', 'x']);
    await run.write(async (writer) => {
      await writer.writeLedger([ledgerEntry(id, 0)]);
      return writer.retireDocuments([id]).then(() => null);
    });
    expect(await run.store.currentDocuments()).toEqual(new Map());
    expect(await run.store.ledgerOf([{ documentId: id, fromOrdinal: 0, toOrdinal: 1 }])).toHaveLength(1);
  });

  it('keeps the parsed document beside the bytes, and goes without it where jsonb cannot hold it', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    await insert(
      ['a', '', { doc: '{"a": 1}' }],
      ['b', '', { doc: '"\\u0000"' }],
      ['c', '', { doc: deep }],
      ['d', '', { doc: '[]' }],
    );
    expect(await select('SELECT path_text, doc FROM coordination_documents ORDER BY document_id')).toEqual([
      { path_text: 'a', doc: { a: 1 } },
      { path_text: 'b', doc: null },
      { path_text: 'c', doc: null },
      { path_text: 'd', doc: [] },
    ]);
  });

  it('stores bytes exactly, small ones together and large ones alone, whatever the caller does with its buffer', async () => {
    const sizes = [0, 1, 100_000, 3 * MIB, 8 * MIB, 5];
    const contents = sizes.map((size, index) => Buffer.alloc(size, index + 1));
    const [id = ''] = await insert(['a']);
    await run.write(async (writer) => {
      const shared = Buffer.alloc(8 * MIB);
      for (const [chunkNo, content] of contents.entries()) {
        content.copy(shared);
        await writer.insertDocumentBytes(id, chunkNo, shared.subarray(0, content.length));
        shared.fill(0);
      }
      return null;
    });
    const stored = await select('SELECT chunk_no, bytes FROM document_chunks ORDER BY chunk_no');
    expect(
      stored.map(({ bytes }) => bytes.equals(contents[stored.findIndex((row) => row.bytes === bytes)])),
    ).toEqual(sizes.map(() => true));
  });

  it('stores the bytes of two thousand small documents', async () => {
    const ids = await insert(...Array.from({ length: 2_000 }, (_, index): [string] => [`file ${index}`]));
    await run.write(async (writer) => {
      for (const id of ids) await writer.insertDocumentBytes(id, 0, Buffer.from(`content of ${id}`));
      return null;
    });
    expect(
      await select(
        `SELECT count(*)::int AS n FROM document_chunks WHERE bytes = convert_to('content of ' || document_id, 'UTF8')`,
      ),
    ).toEqual([{ n: 2_000 }]);
  });
});
