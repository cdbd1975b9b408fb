import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of Linux on every platform that Node runs on; `getconf CLK_TCK`. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of a PostgreSQL server so far: its processes, and those that have ended; null where there is no /proc. */
export function readServerCpu(dataDirectory) {
  try {
    const [first] = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const postmaster = Number(first);
    const own = readStat(postmaster);
    const children = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(readStat)
      .filter((stat) => stat?.parent === postmaster);
    const ticks = children.reduce((sum, { ticks }) => sum + ticks, own.ticks + own.endedTicks);
    return ticks / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat behind the name in brackets: ppid is the 2nd, utime to cstime the 12th to 15th. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), ticks: user + system, endedTicks: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
