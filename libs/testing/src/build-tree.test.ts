import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildTree } from './build-tree';
import { gzip, tarGz } from './tar';
import { temporaryDirectory } from './temporary-directory';

describe('buildTree', () => {
  it('writes files by path and removes them again', async () => {
    const tree = await buildTree({ 'coordination/tasks.json': '[1]', 'a/b/c.jsonl': Buffer.from('{}\n') });
    expect(readFileSync(join(tree.path, 'coordination/tasks.json'), 'utf8')).toBe('[1]');
    expect(readFileSync(join(tree.path, 'a/b/c.jsonl'), 'utf8')).toBe('{}\n');
    await tree.remove();
    expect(existsSync(tree.path)).toBe(false);
  });

  it('writes names that hold a newline or are not UTF-8', async () => {
    const invalid = Buffer.from([0x66, 0xff, 0x2e, 0x6a]);
    const tree = await buildTree([
      { path: 'line\nbreak.json', content: '{}' },
      { path: invalid, content: '{}' },
    ]);
    const names = readdirSync(tree.path, { encoding: 'buffer' }).map((name) => name.toString('hex'));
    expect(names.sort()).toEqual(
      [invalid.toString('hex'), Buffer.from('line\nbreak.json').toString('hex')].sort(),
    );
    await tree.remove();
  });

  it('sets modes and times last, also on folders that become read-only', async () => {
    const mtime = new Date('2026-03-04T05:06:07Z');
    const tree = await buildTree([
      { path: 'closed', mode: 0o500 },
      { path: 'closed/file.json', content: '{}', mode: 0o440, mtime },
      { path: 'link', linkTo: 'closed/file.json' },
    ]);
    expect(lstatSync(join(tree.path, 'closed')).mode & 0o777).toBe(0o500);
    expect(lstatSync(join(tree.path, 'closed/file.json')).mode & 0o777).toBe(0o440);
    expect(lstatSync(join(tree.path, 'closed/file.json')).mtime).toEqual(mtime);
    expect(readlinkSync(join(tree.path, 'link'))).toBe('closed/file.json');
    await tree.remove();
  });
});

describe('archives', () => {
  it('a tar.gz is read by tar as it was written', async () => {
    const directory = await temporaryDirectory();
    const members = [
      { name: 'a/one.json', content: '{"n":1}', mode: 0o640 },
      { name: 'two.bin', content: Buffer.alloc(513, 7) },
    ];
    await buildTree({ 'x.tar.gz': tarGz(members) }, directory.path);
    execFileSync('tar', ['-xzf', 'x.tar.gz'], { cwd: directory.path });
    expect(readFileSync(join(directory.path, 'a/one.json'), 'utf8')).toBe('{"n":1}');
    expect(readFileSync(join(directory.path, 'two.bin'))).toEqual(Buffer.alloc(513, 7));
    await directory.remove();
  });

  it('gzip gives the same bytes for the same content', () => {
    expect(gzip('abc')).toEqual(gzip('abc'));
    expect(gunzipSync(gzip('abc')).toString()).toBe('abc');
  });
});
