import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ReaderLimits } from '../reader-limits';
import { buildTar, buildTarGz, renameInTar, type TarPart } from '../test-support/build-archive';
import { MemoryFiles } from '../test-support/memory-files';
import {
  readMemoryTree,
  wholeKind,
  type CollectedDocument,
  type CollectedTree,
} from '../test-support/read-memory-tree';
import { toPlainValue } from '../test-support/to-plain-value';

const read = (name: string, content: Buffer, limits: Partial<ReaderLimits> = {}): Promise<CollectedTree> =>
  readMemoryTree(new MemoryFiles({ [`coordination/${name}`]: content }), undefined, { limits });

const namesOf = ({ documents }: CollectedTree) =>
  documents.map(({ head }) => head.memberText ?? head.pathText);
const valuesOf = ({ records }: CollectedDocument) => records.map(({ node }) => node && toPlainValue(node));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

describe('a .gz file', () => {
  const lines = '{"id":1}\n{"id":2}\n';

  it('is a document of raw bytes, and its member a document of its own', async () => {
    const raw = gzipSync(lines);
    const { documents, summary } = await read('events/x.jsonl.gz', raw);
    const [archive, member] = documents;
    expect(archive).toMatchObject({
      head: { pathText: 'coordination/events/x.jsonl.gz', member: null, archive: null, mode: 0o644 },
      records: [
        { kind: 'document', start: 0, length: raw.length, node: null, fault: null, sha256: sha256(raw) },
      ],
      tail: { parseStatus: 'opaque', size: raw.length, sha256: sha256(raw) },
    });
    expect(archive?.bytes).toEqual(raw);
    expect(member).toMatchObject({
      head: {
        memberText: 'coordination/events/x.jsonl',
        archive: { pathText: 'coordination/events/x.jsonl.gz', member: null },
        mode: null,
      },
      tail: { parseStatus: 'parsed', size: lines.length, sha256: sha256(Buffer.from(lines)) },
    });
    expect(member?.bytes).toHaveLength(0);
    expect(valuesOf(member!)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(summary).toMatchObject({ documents: 2, bytes: raw.length + lines.length });
  });

  it('may hold several gzip members one behind the other', async () => {
    const tree = await read('x.jsonl.gz', Buffer.concat([gzipSync('{"id":1}\n'), gzipSync('{"id":2}\n')]));
    expect(valuesOf(tree.documents[1]!)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('is read the same when its member does not fit in memory', async () => {
    const text = JSON.stringify({ version: 1, tasks: Array.from({ length: 50 }, (_, id) => ({ id })) });
    const files = new MemoryFiles({ 'coordination/q.json.gz': gzipSync(text) });
    const kind = {
      name: 'q',
      format: 'json',
      layout: { records: [{ at: ['tasks', '*'], kind: 'task' }] },
    } as const;
    const whole = await readMemoryTree(files, () => kind);
    const streamed = await readMemoryTree(files, () => kind, {
      limits: { wholeValueBytes: 64, chunkBytes: 16 },
    });
    expect(streamed.documents[1]?.records).toHaveLength(50);
    expect(streamed.summary.manifestHash).toBe(whole.summary.manifestHash);
    expect(streamed.documents[1]?.head.envelope).toMatchObject({ members: [{ key: 'version' }] });
  });

  it('that is empty is an empty document without members', async () => {
    const tree = await read('x.jsonl.gz', Buffer.alloc(0));
    expect(tree.documents).toMatchObject([{ tail: { parseStatus: 'empty', recordCount: 0 } }]);
  });

  it.each([
    ['cut short', (raw: Buffer) => raw.subarray(0, raw.length - 9)],
    ['damaged', (raw: Buffer) => Buffer.concat([raw.subarray(0, 14), Buffer.from('????'), raw.subarray(18)])],
    ['wrong in its checksum', (raw: Buffer) => Buffer.from(raw).fill(7, raw.length - 8, raw.length - 4)],
    ['no gzip at all', () => Buffer.from('{"id":1}\n')],
  ])('that is %s is kept, and nothing is taken from it', async (_, damage) => {
    const raw = damage(gzipSync(lines));
    const { documents } = await read('x.jsonl.gz', raw);
    expect(documents).toMatchObject([
      {
        tail: { parseStatus: 'quarantined', size: raw.length },
        records: [{ length: raw.length, node: null, fault: { code: 'archive-damaged' } }],
      },
    ]);
    expect(documents[0]?.bytes).toEqual(raw);
  });

  it('that inflates without measure is kept, and nothing is taken from it', async () => {
    const raw = gzipSync(Buffer.alloc(3_000_000, ' '));
    const limits = { inflatedBytes: 2_000_000, inflatedFloorBytes: 10_000_000 };
    expect((await read('x.jsonl.gz', raw, limits)).documents).toMatchObject([
      { records: [{ fault: { code: 'archive-bomb' } }], tail: { size: raw.length } },
    ]);
    const byRatio = { inflatedFloorBytes: 100_000, inflateRatio: 100 };
    const { documents } = await read('x.jsonl.gz', raw, byRatio);
    expect(documents).toMatchObject([{ records: [{ fault: { code: 'archive-bomb' } }] }]);
    expect(documents[0]?.bytes).toEqual(raw);
  });
});

describe('a .tar.gz file', () => {
  const parts: readonly TarPart[] = [
    { name: 'specs/b.json', content: '{"b":1}', mode: 0o600, mtime: new Date('2025-11-20T10:00:00Z') },
    { name: 'specs/', type: 'directory' },
    { name: 'notes.md', content: '# notes' },
    { name: './specs/a.json', content: '{"a":1}' },
    { name: 'empty.jsonl', content: '' },
    { name: 'log.jsonl', content: '{"x":1}\n{"x":2}' },
  ];

  it('comes before its members, and they in the byte order of their names', async () => {
    const tree = await read('specs.tar.gz', await buildTarGz(parts));
    expect(namesOf(tree)).toEqual([
      'coordination/specs.tar.gz',
      'specs/a.json',
      'empty.jsonl',
      'log.jsonl',
      'notes.md',
      'specs/b.json',
    ]);
    expect(tree.documents[1]?.head.member?.toString()).toBe('./specs/a.json');
    expect(tree.documents.map(({ tail }) => tail.parseStatus)).toEqual([
      'opaque',
      'parsed',
      'empty',
      'parsed',
      'opaque',
      'parsed',
    ]);
    expect(tree.documents[5]?.head).toMatchObject({ mode: 0o600, mtime: '2025-11-20T10:00:00.000000Z' });
  });

  it('is read the same however little is held in memory', async () => {
    const raw = await buildTarGz(parts);
    const whole = await read('specs.tgz', raw);
    const small = await read('specs.tgz', raw, { memberBufferBytes: 8, chunkBytes: 5 });
    expect(small.documents.map(({ records }) => records)).toEqual(
      whole.documents.map(({ records }) => records),
    );
    expect(small.summary).toEqual(whole.summary);
  });

  it('gives links, devices and names that lead out of it as faults', async () => {
    const tree = await read(
      'evil.tar.gz',
      await buildTarGz([
        { name: 'ok.json', content: '{}' },
        { name: 'hard', type: 'link', linkname: 'ok.json' },
        { name: 'soft', type: 'symlink', linkname: '/etc/passwd' },
        { name: 'fifo', type: 'fifo' },
        { name: 'null', type: 'character-device' },
        { name: '../outside.json', content: '{"a":1}' },
        { name: 'a/../../b.json', content: '{"a":1}' },
        { name: '/etc/passwd', content: 'root' },
      ]),
    );
    const faults = tree.documents
      .slice(1)
      .map(({ head, records }) => [head.memberText, records[0]?.fault?.code]);
    expect(faults).toEqual([
      ['../outside.json', 'archive-unsafe'],
      ['/etc/passwd', 'archive-unsafe'],
      ['a/../../b.json', 'archive-unsafe'],
      ['fifo', 'archive-unsafe'],
      ['hard', 'archive-unsafe'],
      ['null', 'archive-unsafe'],
      ['ok.json', undefined],
      ['soft', 'archive-unsafe'],
    ]);
    const [, outside] = tree.documents;
    expect(outside).toMatchObject({
      records: [{ length: 0 }],
      tail: { size: 0, parseStatus: 'quarantined' },
    });
  });

  it('keeps the bytes of names', async () => {
    const odd = Buffer.from([0x61, 0xff, 0x0a, 0x3a, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]);
    const tar = renameInTar(await buildTar([{ name: 'abcd.json', content: '{}' }]), 'abcd.json', odd);
    const tree = await read('odd.tgz', gzipSync(tar));
    expect(tree.documents[1]?.head.member).toEqual(odd);
    expect(tree.documents[1]?.head.memberText).toBe('a\\xff\\x0a:.json');
    const long = `${'ü'.repeat(80)}/${'x'.repeat(120)}.json`;
    const longTree = await read('long.tgz', await buildTarGz([{ name: long, content: '{}' }]));
    expect(longTree.documents[1]?.head.memberText).toBe(long);
  });

  it('tells members of one name apart, and the last one keeps the name', async () => {
    const tree = await read(
      'twice.tgz',
      await buildTarGz([
        { name: 'a.json', content: '{"v":1}' },
        { name: 'a.json', content: '{"v":2}' },
      ]),
    );
    expect(
      tree.documents.slice(1).map((document) => [document.head.memberText, ...valuesOf(document)]),
    ).toEqual([
      ['a.json', { v: 2 }],
      ['a.json#1', { v: 1 }],
    ]);
  });

  it('does not look into archives inside of it', async () => {
    const outer = await buildTarGz([{ name: 'x.jsonl.gz', content: gzipSync('{}') }]);
    const tree = await readMemoryTree(new MemoryFiles({ 'coordination/outer.tgz': outer }), () =>
      wholeKind('json-stream'),
    );
    expect(namesOf(tree)).toEqual(['coordination/outer.tgz', 'x.jsonl.gz']);
    expect(tree.documents[1]?.tail.parseStatus).toBe('opaque');
  });

  it.each([
    ['is no tar inside', async () => gzipSync('just text, and not very much of it'.repeat(40))],
    ['ends inside of a member', async () => gzipSync((await buildTar(parts)).subarray(0, 520))],
  ])('that %s is kept, and nothing is taken from it', async (_, build) => {
    const { documents } = await read('x.tgz', await build());
    expect(documents).toMatchObject([{ records: [{ fault: { code: 'archive-damaged' } }] }]);
  });

  it('with more members than anybody needs is kept, and nothing is taken from it', async () => {
    const { documents } = await read('x.tgz', await buildTarGz(parts), { archiveMembers: 3 });
    expect(documents).toMatchObject([{ records: [{ fault: { code: 'archive-bomb' } }] }]);
  });
});

describe('an archive that changes', () => {
  it('while it is read is read again', async () => {
    const files = new MemoryFiles({ 'coordination/x.jsonl.gz': gzipSync('{"id":1}\n') });
    let reads = 0;
    files.onRead = (path) => {
      reads += 1;
      if (reads === 1) files.write(path, gzipSync('{"id":2}\n'));
    };
    const tree = await readMemoryTree(files);
    expect(tree.summary).toMatchObject({ documents: 2, reread: ['coordination/x.jsonl.gz'], heldBack: [] });
    expect(valuesOf(tree.documents[1]!)).toEqual([{ id: 2 }]);
  });

  it('after it was reported has its members held back', async () => {
    const files = new MemoryFiles({
      'coordination/x.tgz': await buildTarGz([{ name: 'a.json', content: '{"a":1}' }]),
    });
    const collected = readMemoryTree(files, (name) => {
      if (name.member) files.write('coordination/x.tgz', 'changed');
      return { name: 'k', format: 'json', layout: { records: [] } };
    });
    expect((await collected).summary).toMatchObject({
      documents: 1,
      heldBack: ['coordination/x.tgz!/a.json'],
    });
    expect((await collected).discarded).toEqual(['coordination/x.tgz']);
  });
});
