import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CortexError } from '@cortex/platform';
import { createTreeReader, type TreeReaderOptions } from './create-tree-reader';
import { nodeFiles, type SourceFiles } from './files/source-files';
import { kindByEnding, TreeCollector } from './test-support/read-memory-tree';

const never = new AbortController().signal;

describe('reading a directory', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cortex-source-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const write = (path: string | Buffer, content = '{}'): void => {
    const bytes = Buffer.from(path as string);
    const absolute = Buffer.concat([Buffer.from(`${root}/`), bytes]);
    mkdirSync(absolute.subarray(0, absolute.lastIndexOf('/')), { recursive: true });
    writeFileSync(absolute, content);
  };

  const read = async (options: Partial<TreeReaderOptions> = {}, files: SourceFiles = nodeFiles) => {
    const collector = new TreeCollector(kindByEnding);
    const summary = await createTreeReader({ root, ...options }, files).readTree(collector, never);
    return { summary, collector, paths: collector.documents.map(({ head }) => head.pathText) };
  };

  const failureOf = (options: Partial<TreeReaderOptions> = {}, files?: SourceFiles): Promise<CortexError> =>
    read(options, files).then(
      () => Promise.reject(new TypeError('the tree was read')),
      (error: unknown) => error as CortexError,
    );

  it('takes coordination and agents at any depth, and never .git or node_modules', async () => {
    write('coordination/a.json');
    write('scripts/coordination/b.json');
    write('x/y/coordination/deep/c.json');
    write('agents/workers/w1/status.json');
    write('coordination/node_modules/no.json');
    write('.git/coordination/no.json');
    write('src/no.json');
    write('coordination.json');
    expect((await read()).paths).toEqual([
      'agents/workers/w1/status.json',
      'coordination/a.json',
      'scripts/coordination/b.json',
      'x/y/coordination/deep/c.json',
    ]);
  });

  it('takes what include asks for as well', async () => {
    write('coordination/a.json');
    write('src/b.json');
    write('.claude/c.md');
    write('node_modules/d.json');
    expect((await read({ include: ['src/**', '*.md'] })).paths).toEqual([
      '.claude/c.md',
      'coordination/a.json',
      'src/b.json',
    ]);
  });

  it('keeps odd names byte for byte, in the order of their bytes', async () => {
    const names = [
      'a.json',
      'a/b.json',
      'a0.json',
      'a\nb.json',
      'a:b.json',
      'Z.json',
      'é.json',
      '\nx/y.json',
      'back\\slash.json',
    ];
    for (const name of names) write(`coordination/${name}`);
    const invalid = Buffer.from([...Buffer.from('coordination/'), 0xff, 0xfe, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]);
    write(invalid);
    const { collector, paths } = await read();
    expect(paths).toEqual([
      'coordination/\\x0ax/y.json',
      'coordination/Z.json',
      'coordination/a\\x0ab.json',
      'coordination/a.json',
      'coordination/a/b.json',
      'coordination/a0.json',
      'coordination/a:b.json',
      'coordination/back\\\\slash.json',
      'coordination/é.json',
      'coordination/\\xff\\xfe.json',
    ]);
    const bytes = collector.documents.map(({ head }) => head.path);
    expect(bytes).toEqual([...bytes].sort((left, right) => Buffer.compare(left, right)));
    expect(bytes.at(-1)).toEqual(invalid);
  });

  it('follows no link, opens no socket and no device, and names what it skipped', async () => {
    write('coordination/a.json', '{"a":1}');
    write('outside/secret.json');
    symlinkSync('a.json', join(root, 'coordination/link.json'));
    symlinkSync('..', join(root, 'coordination/loop'));
    symlinkSync(join(root, 'outside'), join(root, 'coordination/out'));
    symlinkSync('nowhere', join(root, 'coordination/broken'));
    symlinkSync(join(root, 'outside'), join(root, 'agents'));
    const server = createServer().listen(join(root, 'coordination/socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const { summary, paths } = await read();
    await new Promise((resolve) => server.close(resolve));
    expect(paths).toEqual(['coordination/a.json']);
    expect(summary.skipped).toEqual([
      { path: 'agents', reason: 'symbolic link' },
      { path: 'coordination/broken', reason: 'symbolic link' },
      { path: 'coordination/link.json', reason: 'symbolic link' },
      { path: 'coordination/loop', reason: 'symbolic link' },
      { path: 'coordination/out', reason: 'symbolic link' },
      { path: 'coordination/socket', reason: 'socket' },
    ]);
  });

  it('reports mode and time of a file, and opens it for reading only', async () => {
    write('coordination/a.json');
    chmodSync(join(root, 'coordination/a.json'), 0o400);
    chmodSync(join(root, 'coordination'), 0o500);
    const before = statSync(join(root, 'coordination/a.json'), { bigint: true });
    const { collector } = await read();
    const after = statSync(join(root, 'coordination/a.json'), { bigint: true });
    chmodSync(join(root, 'coordination'), 0o700);
    expect(collector.documents[0]?.head.mode).toBe(0o400);
    expect(collector.documents[0]?.head.mtime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect([after.atimeNs, after.mtimeNs, after.ctimeNs]).toEqual([
      before.atimeNs,
      before.mtimeNs,
      before.ctimeNs,
    ]);
    expect(readdirSync(join(root, 'coordination'))).toEqual(['a.json']);
  });

  it('reads a file again that another one was renamed over, though the open one did not change', async () => {
    write('coordination/a.jsonl', '{"old":1}\n');
    write('new.jsonl', '{"new":1}\n{"new":2}\n');
    let reads = 0;
    const files: SourceFiles = {
      ...nodeFiles,
      read: (...args) => {
        reads += 1;
        if (reads === 1) renameSync(join(root, 'new.jsonl'), join(root, 'coordination/a.jsonl'));
        return nodeFiles.read(...args);
      },
    };
    const { summary, collector } = await read({}, files);
    expect(summary).toMatchObject({ documents: 1, reread: ['coordination/a.jsonl'], heldBack: [] });
    expect(collector.documents[0]?.records).toHaveLength(2);
  });

  it('names the same tree by the same hash, and another tree by another', async () => {
    write('coordination/a.json', '{"a":1}');
    const { summary } = await read();
    expect((await read()).summary).toEqual(summary);
    expect((await read({ limits: { chunkBytes: 3, wholeValueBytes: 2 } })).summary).toEqual(summary);
    chmodSync(join(root, 'coordination/a.json'), 0o600);
    const withMode = (await read()).summary.manifestHash;
    write('coordination/a.json', '{"a":2}');
    const withContent = (await read()).summary.manifestHash;
    rmSync(join(root, 'coordination/a.json'));
    write('coordination/b.json', '{"a":2}');
    const withPath = (await read()).summary.manifestHash;
    expect(new Set([summary.manifestHash, withMode, withContent, withPath]).size).toBe(4);
  });

  it('says that the root is missing, no directory, or empty, and what to give instead', async () => {
    expect(await failureOf({ root: join(root, 'none') })).toMatchObject({ code: 'SOURCE_MISSING' });
    write('file');
    const notDirectory = await failureOf({ root: join(root, 'file') });
    expect(notDirectory).toMatchObject({
      code: 'SOURCE_NOT_A_DIRECTORY',
      fields: { root: join(root, 'file') },
    });
    expect(await failureOf({ root: join(root, 'file/x') })).toMatchObject({ code: 'SOURCE_MISSING' });
    const empty = await failureOf();
    expect(empty).toMatchObject({ code: 'SOURCE_EMPTY' });
    expect(empty.message).toContain('--include');
  });

  it('refuses a coordination folder as the root, and names the folder above it', async () => {
    write('coordination/task-queue.json');
    write('coordination/governance/agents/a.json');
    const refused = await failureOf({ root: join(root, 'coordination') });
    expect(refused.code).toBe('SOURCE_EMPTY');
    expect(refused.message).toContain(`"${root}"`);
    const asked = await read({ root: join(root, 'coordination'), include: ['**'] });
    expect(asked.paths).toEqual(['governance/agents/a.json', 'task-queue.json']);
    write('coordination/coordination/b.json');
    expect((await read({ root: join(root, 'coordination') })).paths).toEqual([
      'coordination/b.json',
      'governance/agents/a.json',
    ]);
  });

  // Root reads whatever it likes, so the refusal of the system is played.
  it('fails on a file or folder of the tree that cannot be read, and names it', async () => {
    write('coordination/\nsecret.json');
    const refuse = (method: 'open' | 'list' | 'read', part: string): SourceFiles => {
      const act = (...args: unknown[]): never => {
        if (method === 'read' || String(args[0]).includes(part))
          throw Object.assign(new TypeError('refused'), { code: method === 'read' ? 'EIO' : 'EACCES' });
        return (nodeFiles[method] as (...all: unknown[]) => never)(...args);
      };
      return { ...nodeFiles, [method]: act };
    };
    for (const files of [refuse('open', 'secret'), refuse('read', ''), refuse('list', 'coordination')]) {
      const failure = await failureOf({}, files);
      expect(failure).toMatchObject({ code: 'SOURCE_UNREADABLE', fields: { phase: 'before' } });
      expect(failure.message).toMatch(/"coordination(\/\\x0asecret\.json)?"/);
    }
    mkdirSync(join(root, 'lost+found'));
    const { summary } = await read({}, refuse('list', 'lost+found'));
    expect(summary.skipped).toEqual([{ path: 'lost+found', reason: 'folder that cannot be read' }]);
  });
});
