import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const workspaceRoot = join(__dirname, '../..');

/** The files that Git knows or would add, relative to the workspace, that match a pattern. */
export function listFiles(pattern: RegExp): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: workspaceRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.split('\0').filter((path) => pattern.test(path) && existsSync(join(workspaceRoot, path)));
}
