import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredFile } from '@cortex/domain';

import { createTreeWriter } from './create-tree-writer';

function file(path: string | Buffer, content: string, more: Partial<StoredFile> = {}): StoredFile {
  const bytes = Buffer.from(content);
  return {
    path: Buffer.from(path),
    pathText: path.toString(),
    mode: 0o640,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: async function* () {
      yield bytes.subarray(0, 2);
      yield bytes.subarray(2);
    },
    ...more,
  };
}

describe('the tree writer', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cortex-writer-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('writes bytes and mode, making folders as needed', async () => {
    await createTreeWriter(directory).writeFile(file('coordination/a/b.json', '{"a":1}'));
    const path = join(directory, 'coordination/a/b.json');
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('writes names as bytes, UTF-8 or not', async () => {
    const name = Buffer.from([0x61, 0xff, 0x0a, 0x3a]);
    await createTreeWriter(directory).writeFile(file(name, 'x'));
    expect(readdirSync(directory, { encoding: 'buffer' })).toEqual([name]);
  });

  it.each(['../x', '/etc/x', 'a/../../x', 'a//x', './x', 'a/..', ''])('refuses the path %j', async (path) => {
    await expect(createTreeWriter(directory).writeFile(file(path, 'x'))).rejects.toMatchObject({
      code: 'EXPORT_UNSAFE_PATH',
    });
  });

  it('says so when the bytes are not those that were archived', async () => {
    const wrong = { sha256: '0'.repeat(64) };
    await expect(createTreeWriter(directory).writeFile(file('a', 'x', wrong))).rejects.toMatchObject({
      code: 'EXPORT_DAMAGED',
    });
  });

  it('writes over nothing', async () => {
    const writer = createTreeWriter(directory);
    await writer.writeFile(file('a', 'first'));
    await expect(writer.writeFile(file('a', 'second'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('first');
  });
});
