import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { createMigratedDatabase, temporaryDirectory } from '@cortex/testing';
import type { TemporaryDirectory, TestDatabase } from '@cortex/testing';

import { listTree } from '../promises/test-support/list-tree';
import { migrate } from '../promises/test-support/run-built-migrator';
import { startMigrator } from '../test-support/start-migrator';

const TREE = join(__dirname, '../../../../examples/cortex');

describe('an export that is killed', () => {
  let database: TestDatabase;
  let folder: TemporaryDirectory;
  beforeEach(async () => {
    [database, folder] = [await createMigratedDatabase(), await temporaryDirectory()];
    await migrate(TREE, database.url);
  });
  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const exported = async (failpoints: string) => {
    const args = ['export', join(folder.path, 'out'), '--target', 'existing', '--database-url', database.url];
    const { process: child, ended } = startMigrator(args, { env: { CORTEX_FAILPOINTS: failpoints } });
    await ended;
    return child.signalCode ?? child.exitCode;
  };

  it.each(['export.begin', 'export.written'])(
    'at %s leaves no folder of the name, and the next one is whole',
    async (failpoint) => {
      expect(await exported(`${failpoint}=kill`)).toBe('SIGKILL');
      expect(existsSync(join(folder.path, 'out'))).toBe(false);
      expect(await exported('')).toBe(0);
      expect(listTree(join(folder.path, 'out'))).toEqual(listTree(TREE));
    },
  );

  it('after the folder has its name leaves it whole', async () => {
    expect(await exported('export.end=kill')).toBe('SIGKILL');
    expect(listTree(join(folder.path, 'out'))).toEqual(listTree(TREE));
  });
});
