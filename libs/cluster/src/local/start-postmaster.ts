import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { findFreePort, LOOPBACK } from './find-free-port';
import { readPostmasterFile } from './find-running-server';
import type { PostmasterFile } from './parse-postmaster-file';
import { spawnOptions } from './run-program';
import { serverFailure } from './server-failure';
import type { ServerUser } from './server-user';
import { waitUntil } from './wait-until';

interface PostmasterStart {
  readonly program: string;
  /** Resolved: the server's user may not be able to follow a link to it. */
  readonly dataFolder: string;
  readonly logFile: string;
  readonly user: ServerUser | undefined;
  readonly preferredPort: number;
  readonly signal: AbortSignal | undefined;
}

/** Replaying the log after a crash is the longest that a start takes. */
const READY_MS = 120_000;
/** Backends of a killed server notice within moments that it is gone; until then the next one must not start. */
const ATTEMPTS = 100;
const ATTEMPT_PAUSE_MS = 100;
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: LOOPBACK,
  // TCP with a password is the only way in, on every system the same.
  unix_socket_directories: '',
  wal_level: 'logical',
  // A bulk load writes much WAL; the default of 1 GB makes it checkpoint all the time.
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and DETAIL quote records; those never reach a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

const TRANSIENT = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;
const PORT_TAKEN = /could not bind|Address already in use|could not create any TCP\/IP sockets/;

/** Starts the server and gives its pid and port when it is ready for connections. It outlives this process. */
export async function startPostmaster(start: PostmasterStart): Promise<PostmasterFile> {
  await rotateLog(start.logFile);
  let preferredPort = start.preferredPort;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryStart(start, await findFreePort(preferredPort));
    if (typeof outcome !== 'string') return outcome;
    if (PORT_TAKEN.test(outcome)) preferredPort = 0;
    else if (!TRANSIENT.test(outcome)) attempt = ATTEMPTS;
    if (attempt >= ATTEMPTS) throw startFailure(outcome, start);
    await waitUntil(() => undefined, { deadlineMs: ATTEMPT_PAUSE_MS, signal: start.signal });
  }
}

/** The ready server, or what it wrote before it gave up. */
async function tryStart(start: PostmasterStart, port: number): Promise<PostmasterFile | string> {
  const logOffset = await sizeOf(start.logFile);
  const child = spawnServer(start, port);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', () => (ended ??= ''));
  try {
    const isSettled = async (): Promise<PostmasterFile | string | undefined> => {
      const file = await readPostmasterFile(start.dataFolder);
      return file?.pid === child.pid && file?.status === 'ready' ? file : ended;
    };
    const outcome = await waitUntil(isSettled, { deadlineMs: READY_MS, signal: start.signal });
    if (typeof outcome === 'object') return outcome;
    child.kill('SIGINT');
    return outcome || (await readFile(start.logFile, 'utf8')).slice(logOffset);
  } catch (error) {
    child.kill('SIGINT');
    throw error;
  }
}

function spawnServer({ program, dataFolder, logFile, user }: PostmasterStart, port: number): ChildProcess {
  const settings = Object.entries({ ...SETTINGS, port: String(port) });
  // A file, not a pipe: the server may outlive this process, and a broken pipe would stop it at its next message.
  const logHandle = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(
      program,
      ['-D', dataFolder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...spawnOptions({ user, cwd: dataFolder }),
        stdio: ['ignore', logHandle, logHandle],
        // Its own process group: Ctrl-C on the terminal must reach us only; we stop the server when we are done.
        detached: true,
        windowsHide: true,
      },
    );
    child.unref();
    return child;
  } finally {
    closeSync(logHandle);
  }
}

function startFailure(words: string, { logFile }: PostmasterStart): Error {
  const reason = /(?:FATAL|PANIC|ERROR): +(.*)/.exec(words)?.[1] ?? words.trim().split('\n').at(-1) ?? '';
  return serverFailure(
    `The embedded PostgreSQL did not start: ${reason || 'it gave no reason'}.`,
    `Read ${logFile}`,
  );
}

async function rotateLog(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
