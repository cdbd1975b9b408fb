import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestDatabase } from '@cortex/testing';
import { createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';

const EXAMPLE = join(__dirname, '../../../../examples/cortex');

/** Path, mode, mtime and content of everything below a folder. */
function describeFolder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const entry = lstatSync(path);
      const { mode, mtimeMs } = entry;
      const content = entry.isDirectory()
        ? ''
        : createHash('sha256').update(readFileSync(path)).digest('hex');
      return `${name} ${mode.toString(8)} ${mtimeMs} ${content}`;
    });
}

describe('the sources', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('keep their bytes, modes and times', async () => {
    const folder = await temporaryDirectory();
    const tree = join(folder.path, 'tree');
    cpSync(EXAMPLE, tree, { recursive: true, preserveTimestamps: true });
    const before = describeFolder(tree);
    const { report } = await migrate(tree, database.url);
    expect(report.closes).toBe(true);
    expect(describeFolder(tree)).toEqual(before);
    await folder.remove();
  });

  it('may be mounted read-only', async () => {
    const folder = await temporaryDirectory();
    const mounted = join(folder.path, 'mounted');
    mkdirSync(mounted);
    execFileSync('mount', ['--bind', EXAMPLE, mounted]);
    try {
      execFileSync('mount', ['-o', 'remount,ro,bind', mounted]);
      const { report } = await migrate(mounted, database.url);
      expect(report.closes).toBe(true);
    } finally {
      execFileSync('umount', [mounted]);
    }
    await folder.remove();
  });
});
