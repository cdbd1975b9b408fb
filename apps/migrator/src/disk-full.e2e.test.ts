import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildTree, temporaryDirectory } from '@cortex/testing';
import { runBuiltMigrator } from './promises/test-support/run-built-migrator';

const DISK_MIB = 100;

describe('a full disk under the database', () => {
  it('ends the run with one sentence and exit code 1, and publishes nothing', async () => {
    const folder = await temporaryDirectory();
    const disk = join(folder.path, 'disk');
    mkdirSync(disk);
    const line = (index: number) =>
      JSON.stringify({
        event_type: 'x',
        timestamp: '2026-01-01T00:00:00Z',
        message: `${index}${'m'.repeat(2_000)}`,
      });
    const log = Array.from({ length: 30_000 }, (_, index) => line(index)).join('\n');
    const tree = await buildTree({ 'coordination/events/large.jsonl': `${log}\n` });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=755`, 'tmpfs', disk]);
    try {
      const reports = ['--report-dir', join(folder.path, 'reports')];
      const local = ['--target', 'local', '--data-dir', join(disk, 'data'), ...reports];
      const { code, stderr, stdout } = await runBuiltMigrator(['run', tree.path, ...local]);
      expect(stderr).toContain('DATABASE_DISK_FULL');
      expect(code).toBe(1);
      expect(stdout).not.toContain('Published');
    } finally {
      execFileSync('umount', ['--lazy', disk]);
    }
    await tree.remove();
    await folder.remove();
  });
});
