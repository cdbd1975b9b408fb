import { type NewQuarantine } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { newDocument } from './test-support/new-run';

describe('the quarantine', () => {
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

  const item = (documentId: string, ordinal: number, more: Partial<NewQuarantine> = {}): NewQuarantine => ({
    documentId,
    ordinal,
    path: Buffer.from('a'),
    pathText: 'a',
    member: null,
    byteOffset: 0,
    byteLength: 3,
    reason: 'undecodable',
    detail: 'at offset 0 \0',
    raw: Buffer.from([0, 255, 92]),
    ...more,
  });
  const put = (...items: NewQuarantine[]) =>
    run.write((writer) => writer.insertQuarantine(items).then(() => null));

  it('holds a record once, until it is replayed', async () => {
    const [id = ''] = await insert(['a']);
    await put(item(id, 0), item(id, 1));
    await put(item(id, 0, { reason: 'other' }), item(id, 2, { reason: 'too-deep', raw: null }));
    expect(
      (await run.store.listQuarantine({ limit: 10 })).map(({ ordinal, reason }) => [ordinal, reason]),
    ).toEqual([
      [0, 'undecodable'],
      [1, 'undecodable'],
      [2, 'too-deep'],
    ]);
    await database.client.query('UPDATE quarantine SET replayed_at = now() WHERE ordinal = 0');
    await put(item(id, 0));
    expect(await run.store.listQuarantine({ limit: 10 })).toHaveLength(4);
  });

  it('is listed by run and by reason', async () => {
    const [id = ''] = await insert(['a']);
    await put(item(id, 0), item(id, 1, { reason: 'too-deep' }));
    const list = (filter: { runId?: string; reason?: string }) =>
      run.store.listQuarantine({ ...filter, limit: 10 });
    expect(await list({ runId: run.runId })).toHaveLength(2);
    expect(await list({ runId: 'another' })).toHaveLength(0);
    expect(await list({ reason: 'too-deep' })).toMatchObject([
      { ordinal: 1, pathText: 'a', memberText: null, detail: 'at offset 0 \\u0000' },
    ]);
    expect(await run.store.listQuarantine({ limit: 1 })).toHaveLength(1);
  });

  it('gives the bytes it keeps', async () => {
    const [id = ''] = await insert(['a']);
    await put(item(id, 0));
    const [{ id: itemId } = { id: '' }] = await run.store.listQuarantine({ limit: 1 });
    const found = await run.store.findQuarantine(itemId);
    expect(found).toMatchObject({ ordinal: 0, byteLength: 3, runId: run.runId, replayedAt: null });
    expect(found?.raw).toEqual(Buffer.from([0, 255, 92]));
    expect(await run.store.findQuarantine('999')).toBeNull();
    expect(await run.store.findQuarantine('no number')).toBeNull();
  });

  it.each([
    [0, 3, 'abc'],
    [2, 1, 'c'],
    [2, 2, 'cd'],
    [1, 7, 'bcdefgh'],
    [3, 3, 'def'],
    [8, 2, 'ij'],
    [8, 5, 'ij'],
  ])(
    'cuts the bytes out of the pieces of the document: %i + %i is %s',
    async (byteOffset, byteLength, expected) => {
      const [id = ''] = await insert(['a']);
      await run.write(async (writer) => {
        for (const [chunkNo, piece] of ['abc', 'def', 'g', 'hij'].entries())
          await writer.insertDocumentBytes(id, chunkNo, Buffer.from(piece));
        return null;
      });
      await put(item(id, 0, { raw: null, byteOffset, byteLength }));
      const [{ id: itemId } = { id: '' }] = await run.store.listQuarantine({ limit: 1 });
      expect((await run.store.findQuarantine(itemId))?.raw?.toString()).toBe(expected);
    },
  );

  it('has no bytes for a record of an archive member that was too long to keep', async () => {
    const { head } = newDocument('x.tar');
    const [id = ''] = await insert([
      'x.tar',
      '',
      { head: { ...head, member: Buffer.from('m'), memberText: 'm' } },
    ]);
    await put(item(id, 0, { raw: null }));
    const [{ id: itemId, memberText } = { id: '', memberText: '' }] = await run.store.listQuarantine({
      limit: 1,
    });
    expect(memberText).toBe('m');
    expect((await run.store.findQuarantine(itemId))?.raw).toBeNull();
  });
});
