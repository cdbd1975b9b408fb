import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
  /** URL of its superuser; it listens on the loopback only and trusts everybody there. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Where Debian's package `postgresql-15` puts its programs. */
const BINARIES = '/usr/lib/postgresql/15/bin';

/**
 * A PostgreSQL 15 with an empty data directory of its own: the oldest version that has to work. A machine without it
 * fails the test, it does not skip it.
 */
export async function startPostgres15(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'cortex-pg15-'));
  const run = await runAsOrdinaryUser(folder);
  const data = join(folder, 'data');
  const port = await findFreePort();
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`;
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  run('pg_ctl', ['-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type RunProgram = (program: string, args: readonly string[]) => void;

/** PostgreSQL refuses to run as root; Debian's package comes with the user `postgres`. */
async function runAsOrdinaryUser(folder: string): Promise<RunProgram> {
  const identity = userInfo().uid === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid);
  await chmod(folder, 0o700);
  return (program, args) => {
    try {
      // Its own output is not waited for: pg_ctl leaves it open for the server.
      execFileSync(join(BINARIES, program), [...args], { ...identity, cwd: folder, stdio: 'ignore' });
    } catch (cause) {
      throw new Error(`${program} of PostgreSQL 15 failed; install it with: apt-get install postgresql-15`, {
        cause,
      });
    }
  };
}

function idOf(flag: '-u' | '-g'): number {
  try {
    return Number(
      execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch (cause) {
    throw new Error('There is no user postgres; install PostgreSQL 15 with: apt-get install postgresql-15', {
      cause,
    });
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
