import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A server with a data directory of its own, that can be stopped like one whose machine failed. */
export interface DisposablePostgres {
  /** URL of its superuser; it listens on the loopback only and trusts everybody there. */
  readonly url: string;
  /** A folder that the server's user may write to; gone with the server. */
  readonly folder: string;
  readonly owner: ServerOwner;
  readonly start: () => void;
  /** `pg_ctl stop -m immediate`: no checkpoint, nothing flushed; the next start recovers from the log. */
  readonly stopImmediately: () => void;
  readonly remove: () => Promise<void>;
}

export interface ServerOwner {
  readonly uid?: number;
  readonly gid?: number;
}

export interface DisposablePostgresOptions {
  /** Folder of `initdb`, `pg_ctl` and `postgres`. */
  readonly binaries: string;
  /** Completes "… failed;" in errors. */
  readonly remedy: string;
  readonly settings?: readonly string[];
}

const SETTINGS = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=300'];
/** Of no use to anybody else, on nearly every system. */
const NOBODY = 65_534;

export async function createDisposablePostgres({
  binaries,
  remedy,
  settings = [],
}: DisposablePostgresOptions): Promise<DisposablePostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'cortex-pg-'));
  const owner = chooseOwner();
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid);
  await chmod(folder, 0o700);
  const run = (program: string, args: readonly string[]): void => {
    try {
      // Its own output is not waited for: pg_ctl leaves it open for the server.
      execFileSync(join(binaries, program), [...args], { ...owner, cwd: folder, stdio: 'ignore' });
    } catch (cause) {
      throw new Error(`${program} in ${binaries} failed; ${remedy}`, { cause });
    }
  };
  const data = join(folder, 'data');
  const port = await findFreePort();
  const all = [...SETTINGS, `port=${port}`, `unix_socket_directories=${folder}`, ...settings];
  const flags = all.map((setting) => `-c ${setting}`).join(' ');
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  const start = (): void =>
    run('pg_ctl', ['-D', data, '-o', flags, '-l', join(folder, 'log'), '-w', 'start']);
  const stopImmediately = (): void => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
  const remove = async (): Promise<void> => {
    if (existsSync(join(data, 'postmaster.pid'))) stopImmediately();
    await rm(folder, { recursive: true, force: true });
  };
  start();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  return { url, folder, owner, start, stopImmediately, remove };
}

/** PostgreSQL refuses to run as root. */
function chooseOwner(): ServerOwner {
  return userInfo().uid === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
}

function idOf(flag: '-u' | '-g'): number {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio }));
  } catch {
    return NOBODY;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
