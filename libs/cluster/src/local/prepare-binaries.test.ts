import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildTree, type TemporaryDirectory } from '@cortex/testing';
import { describeBinaries, findBinaries } from './find-binaries';
import { prepareBinaries } from './prepare-binaries';
import { canReach } from './server-user';

const NOBODY = { uid: 65_534, gid: 65_534 };
const VERSION = '16.14.0-test';

describe('the binaries', () => {
  let tree: TemporaryDirectory;

  beforeEach(async () => {
    const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
    tree = await buildTree([
      { path: 'closed/native/bin/postgres', content: '#!/bin/sh\n', mode: 0o644 },
      { path: 'closed/native/bin/initdb', content: '#!/bin/sh\n', mode: 0o755 },
      { path: 'closed/native/bin/pg_ctl', content: '#!/bin/sh\n', mode: 0o755 },
      { path: 'closed/native/lib/libx.so.1.2', content: 'x', mode: 0o600 },
      { path: 'closed/native/share/postgres.bki', content: 'x' },
      { path: 'closed/native/pg-symlinks.json', content: JSON.stringify(links) },
    ]);
  });

  afterEach(() => tree.remove());

  const original = () => describeBinaries(join(tree.path, 'closed/native'), VERSION);

  it('of the installed package are found, whole and of PostgreSQL 16', () => {
    const binaries = findBinaries();
    expect(binaries.major).toBe(16);
    for (const program of [binaries.postgres, binaries.initdb, binaries.pgCtl])
      expect(existsSync(program)).toBe(true);
  });

  it('that npm did not install are refused with the remedy', () => {
    expect(() => findBinaries(join(tree.path, 'main.js'))).toThrow(
      expect.objectContaining({
        code: 'EMBEDDED_SERVER_UNAVAILABLE',
        message: expect.stringContaining('Run "npm install" without --omit=optional'),
      }),
    );
  });

  it('get the links and execute bits that npm left out', async () => {
    const binaries = await prepareBinaries(original(), undefined);
    expect(readlinkSync(join(binaries.root, 'lib/libx.so.1'))).toBe('libx.so.1.2');
    expect(statSync(binaries.postgres).mode & 0o111).toBe(0o111);
  });

  it('are used where they are when the server can reach them', async () => {
    const shared = join(tree.path, 'shared');
    expect((await prepareBinaries(original(), NOBODY, shared)).root).toBe(original().root);
    expect(existsSync(shared)).toBe(false);
  });

  it('are copied once, open to the server, when they lie below a closed folder', async () => {
    const shared = join(tree.path, 'shared');
    chmodSync(join(tree.path, 'closed'), 0o700);
    const copy = await prepareBinaries(original(), NOBODY, shared);
    expect(copy.root).toBe(join(shared, `bin-${VERSION}`));
    expect(readFileSync(join(copy.root, 'lib/libx.so.1'), 'utf8')).toBe('x');
    expect(statSync(join(copy.root, 'lib/libx.so.1.2')).mode & 0o777).toBe(0o644);
    expect(statSync(copy.postgres).mode & 0o777).toBe(0o755);
    expect(await prepareBinaries(original(), NOBODY, shared)).toEqual(copy);
  });
});

describe('canReach', () => {
  it('looks at every folder on the way', async () => {
    const tree = await buildTree({ 'a/b/file': '' });
    const file = join(tree.path, 'a/b/file');
    expect(canReach(NOBODY, file)).toBe(true);
    chmodSync(join(tree.path, 'a'), 0o700);
    expect(canReach(NOBODY, file)).toBe(false);
    expect(canReach({ uid: statSync(file).uid, gid: 0 }, file)).toBe(true);
    mkdirSync(join(tree.path, 'c'));
    chmodSync(join(tree.path, 'c'), 0o711);
    expect(canReach(NOBODY, join(tree.path, 'c'))).toBe(false);
    await tree.remove();
  });
});
