import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { buildTree, createMigratedDatabase, temporaryDirectory } from '@cortex/testing';

import { readError, runMigrator } from '../test-support/start-migrator';

const DISK_MIB = 16;
/** Above what a spool keeps in memory. */
const FILE_BYTES = 80 * 2 ** 20;

describe('a full disk under the temporary files', () => {
  it('ends the run with one sentence, leaves nothing there, and the next run with room goes through', async () => {
    const folder = await temporaryDirectory();
    const database = await createMigratedDatabase();
    const tree = await buildTree({ 'coordination/large.bin': Buffer.alloc(FILE_BYTES, 'x') });
    const disk = join(folder.path, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', disk]);
    const target = ['--target', 'existing', '--database-url', database.url];
    const args = ['run', tree.path, ...target, '--report-dir', join(folder.path, 'reports')];
    try {
      const full = await runMigrator(args, { env: { TMPDIR: disk } });
      expect(full.code).toBe(1);
      expect(readError(full)).toContain('TEMPORARY_DISK_FULL');
      expect(readdirSync(disk)).toEqual([]);
      const { rows } = await database.client.query('SELECT count(*)::int AS runs FROM migration_runs');
      expect(rows).toEqual([{ runs: 0 }]);
      expect((await runMigrator(args)).code).toBe(0);
    } finally {
      execFileSync('umount', ['--lazy', disk]);
    }
    await database.drop();
    await tree.remove();
    await folder.remove();
  });
});
