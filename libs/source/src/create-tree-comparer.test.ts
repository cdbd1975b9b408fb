import { createHash } from 'node:crypto';
import type { KnownFile, TreeComparison } from '@cortex/domain';
import { documentKey } from '@cortex/domain';
import { createTreeComparer } from './create-tree-comparer';
import { MemoryFiles } from './test-support/memory-files';
import { readMemoryTree } from './test-support/read-memory-tree';

async function knownOf(files: MemoryFiles): Promise<ReadonlyMap<string, KnownFile>> {
  const { documents } = await readMemoryTree(files);
  return new Map(
    documents.map(({ head, bytes }) => [
      documentKey(head.path, null),
      {
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.length,
        mode: head.mode,
        stamp: head.stamp ?? null,
      },
    ]),
  );
}

function compare(
  files: MemoryFiles,
  known: ReadonlyMap<string, KnownFile>,
  trustsStamps = false,
): Promise<TreeComparison> {
  const comparer = createTreeComparer({ root: files.root }, files);
  return comparer.compareTree(known, { trustsStamps }, new AbortController().signal);
}

describe('a tree compared with what is known of it', () => {
  let files: MemoryFiles;
  let known: ReadonlyMap<string, KnownFile>;
  beforeEach(async () => {
    files = new MemoryFiles({ 'coordination/a.json': '{"a":1}', 'coordination/b.jsonl': '{"b":2}\n' });
    known = await knownOf(files);
  });

  it('is the same when nobody wrote; every byte is hashed', async () => {
    expect(await compare(files, known)).toMatchObject({ isSame: true, hashedFiles: 2, hashedBytes: 15 });
  });

  it('is not read where the stamps are trusted and those of the last look', async () => {
    expect(await compare(files, known, true)).toMatchObject({ isSame: true, hashedFiles: 0 });
  });

  it('is read, stamps trusted or not, where a file was written, and is the same when the bytes are', async () => {
    files.write('coordination/a.json', '{"a":1}');
    expect(await compare(files, known, true)).toMatchObject({ isSame: true, hashedFiles: 1 });
  });

  it('is another one when a file of the same size has other bytes', async () => {
    files.write('coordination/a.json', '{"a":2}');
    expect((await compare(files, known)).isSame).toBe(false);
    expect((await compare(files, known, true)).isSame).toBe(false);
  });

  it('is another one when a file is new or gone', async () => {
    files.write('coordination/c.json', '{}');
    expect((await compare(files, known)).isSame).toBe(false);
    files.remove('coordination/c.json');
    files.remove('coordination/a.json');
    expect((await compare(files, known)).isSame).toBe(false);
  });
});
