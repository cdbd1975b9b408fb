import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cortex-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('makeFolder', () => {
  it('makes what is missing and says where that begins', async () => {
    expect(await makeFolder(join(folder, 'a/b/c'))).toBe(join(folder, 'a'));
    expect(statSync(join(folder, 'a/b/c')).isDirectory()).toBe(true);
    expect(await makeFolder(join(folder, 'a/b'))).toBeNull();
  });

  it('ends with an error below a link that leads nowhere', async () => {
    symlinkSync('nowhere', join(folder, 'link'));
    await expect(makeFolder(join(folder, 'link/a'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
