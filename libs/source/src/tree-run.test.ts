import { createTreeReader } from './create-tree-reader';
import { MemoryFiles } from './test-support/memory-files';
import { kindByEnding, readMemoryTree, TreeCollector } from './test-support/read-memory-tree';

const never = new AbortController().signal;

describe('reading a tree that changes', () => {
  const file = 'coordination/log.jsonl';

  it('reads a file again when it changed, and tells the visitor to forget', async () => {
    const files = new MemoryFiles({ [file]: '{"a":1}\n' });
    let appended = 0;
    files.onRead = () => {
      if (appended < 2) files.append(file, '{"b":2}\n');
      appended += 1;
    };
    const tree = await readMemoryTree(files);
    expect(tree.summary).toMatchObject({ documents: 1, reread: [file], heldBack: [] });
    expect(tree.discarded.length).toBeGreaterThan(0);
    expect(tree.documents[0]).toMatchObject({ records: [{}, {}, {}], tail: { recordCount: 3 } });
  });

  it('holds a file back that changes every time, after three more tries', async () => {
    const files = new MemoryFiles({ [file]: '{"torn', 'coordination/calm.json': '{}' });
    files.onRead = (path) => {
      if (path === file) files.append(file, 'x');
    };
    const tree = await readMemoryTree(files);
    expect(tree.summary).toMatchObject({ documents: 1, reread: [file], heldBack: [file] });
    expect(tree.discarded).toHaveLength(4);
    expect(tree.documents.map(({ head }) => head.pathText)).toEqual(['coordination/calm.json']);
  });

  it('quarantines a torn last line of a file that nobody touches', async () => {
    const tree = await readMemoryTree(new MemoryFiles({ [file]: '{"a":1}\n{"torn' }));
    expect(tree.documents[0]?.records).toMatchObject([{ fault: null }, { fault: { code: 'undecodable' } }]);
    expect(tree.summary.heldBack).toEqual([]);
  });

  it('holds a file back that is gone when it is opened or replaced while it is read', async () => {
    const files = new MemoryFiles({ [file]: '{}', 'coordination/z.json': '{}' });
    files.onRead = () => files.remove('coordination/z.json');
    const gone = await readMemoryTree(files);
    expect(gone.summary).toMatchObject({ documents: 1, heldBack: ['coordination/z.json'] });
    const replaced = new MemoryFiles({ [file]: '{}' });
    replaced.onRead = () => replaced.put(file, 'symbolic link');
    expect((await readMemoryTree(replaced)).summary).toMatchObject({ documents: 0, heldBack: [file] });
  });

  it('notices a change between two looks at a large document', async () => {
    const text = (word: string) => JSON.stringify({ tasks: Array.from({ length: 40 }, () => word) });
    const name = 'coordination/q.json';
    const files = new MemoryFiles({ [name]: text('a') });
    let reads = 0;
    files.onRead = () => {
      reads += 1;
      if (reads === 6) files.write(name, text('bc'));
    };
    const kind = {
      name: 'q',
      format: 'json',
      layout: { records: [{ at: ['tasks', '*'], kind: 'task' }] },
    } as const;
    const tree = await readMemoryTree(files, () => kind, { limits: { wholeValueBytes: 32, chunkBytes: 64 } });
    expect(tree.summary).toMatchObject({ documents: 1, reread: [name] });
    expect(tree.documents[0]?.bytes.toString()).toBe(text('bc'));
    expect(tree.documents[0]?.records).toHaveLength(40);
  });
});

describe('a visitor', () => {
  const files = new MemoryFiles(
    Object.fromEntries(
      Array.from({ length: 5 }, (_, at) => [`coordination/${at}.jsonl`, '{"a":1}\n'.repeat(500)]),
    ),
  );

  it('is given records in batches of a bounded size, and no next call before its promise settles', async () => {
    const sizes: number[] = [];
    let open = 0;
    const wait = async (): Promise<void> => {
      open += 1;
      expect(open).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    };
    await createTreeReader({ root: files.root, limits: { chunkBytes: 500 } }, files).readTree(
      {
        kindOf: kindByEnding,
        begin: wait,
        bytes: wait,
        records: (batch) => {
          sizes.push(batch.length);
          return wait();
        },
        end: wait,
        discard: wait,
      },
      never,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2500);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128);
  });

  it('is given the children of one record in batches too', async () => {
    const parent = JSON.stringify({ parts: Array.from({ length: 300 }, (_, id) => id) });
    const layout = { records: [{ at: [], kind: 'p' }], nested: { p: [{ at: ['parts', '*'], kind: 'c' }] } };
    const collector = new TreeCollector(() => ({ name: 'k', format: 'json', layout }));
    const sizes: number[] = [];
    const take = collector.records.bind(collector);
    collector.records = (batch) => {
      sizes.push(batch.length);
      take(batch);
    };
    const one = new MemoryFiles({ 'coordination/a.json': parent });
    await createTreeReader({ root: one.root }, one).readTree(collector, never);
    expect(sizes).toEqual([128, 128, 45]);
    expect(collector.documents[0]?.records).toHaveLength(301);
  });

  it('stops the reading with the error that it throws, untouched', async () => {
    const error = Object.assign(new TypeError('disk full'), { code: 'ENOSPC' });
    const collector = new TreeCollector(kindByEnding);
    collector.bytes = () => {
      throw error;
    };
    await expect(createTreeReader({ root: files.root }, files).readTree(collector, never)).rejects.toBe(
      error,
    );
  });

  it('is left alone when the signal is aborted', async () => {
    const abort = new AbortController();
    const collector = new TreeCollector(kindByEnding);
    const reason = new TypeError('enough');
    collector.records = () => abort.abort(reason);
    const reading = createTreeReader({ root: files.root, limits: { chunkBytes: 100 } }, files).readTree(
      collector,
      abort.signal,
    );
    await expect(reading).rejects.toBe(reason);
    expect(collector.documents).toHaveLength(0);
  });
});

describe('the hash of a tree', () => {
  it('changes when the same bytes are other records', async () => {
    const files = new MemoryFiles({ 'coordination/a.json': '{"tasks":[{"id":1}]}' });
    const hashOf = async (at: readonly string[]): Promise<string> => {
      const layout = { records: [{ at, kind: 'task' }] };
      return (await readMemoryTree(files, () => ({ name: 'k', format: 'json', layout }))).summary
        .manifestHash;
    };
    expect(await hashOf(['tasks', '*'])).not.toBe(await hashOf(['tasks']));
    expect(await hashOf(['tasks', '*'])).toBe(await hashOf(['*', '*']));
  });
});
