import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, type TemporaryDirectory } from '@cortex/testing';
import { withFolderLock } from './with-folder-lock';

describe('withFolderLock', () => {
  let directory: TemporaryDirectory;
  const lockFile = () => join(directory.path, 'x.lock');

  beforeEach(async () => {
    directory = await temporaryDirectory();
  });

  afterEach(() => directory.remove());

  it('lets one in at a time and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFolderLock(lockFile(), work)));
    expect(most).toBe(1);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it('takes over the lock of a process that was killed', async () => {
    writeFileSync(lockFile(), '4194399 1 abandoned');
    expect(await withFolderLock(lockFile(), async () => 'in')).toBe('in');
  });

  it('takes over a lock whose process id lives on as another process', async () => {
    writeFileSync(lockFile(), `${process.pid} 1 abandoned`);
    expect(await withFolderLock(lockFile(), async () => 'in')).toBe('in');
  });

  it('gives the lock back when the work fails', async () => {
    const failing = withFolderLock(lockFile(), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(readdirSync(directory.path)).toEqual([]);
  });
});
