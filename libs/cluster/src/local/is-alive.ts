import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { hasErrorCode } from '@cortex/platform';

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasErrorCode(error, 'EPERM');
  }
}

/**
 * Whether the process is a server of this data folder; undefined where the system does not tell (no /proc, another
 * user's process). Process ids are used again, in containers within seconds, so that a living id in a pid file proves
 * nothing; but a server's working directory is its data folder.
 */
export function servesFolder(pid: number, folder: string): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    return hasErrorCode(error, 'ENOENT') ? false : undefined;
  }
}

/** When the process was started, in ticks since boot; undefined where the system does not tell. */
export function readStartTicks(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses and may hold spaces; the start time is field 22.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}
