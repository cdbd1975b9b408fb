import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, chmod, readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CortexError, makeFolder, toErrorRecord, type Log } from '@cortex/platform';
import { findBinaries, type ServerBinaries } from './find-binaries';
import { LOOPBACK } from './find-free-port';
import { findRunningServer } from './find-running-server';
import { initialiseData } from './initialise-data';
import { leaveServer, stopAtExit } from './leave-server';
import {
  livingSessions,
  newSession,
  readSettings,
  writeSettings,
  type LocalSettings,
} from './local-settings';
import { prepareBinaries } from './prepare-binaries';
import { serverFailure } from './server-failure';
import { canReach, chooseServerUser, type ServerUser } from './server-user';
import { startPostmaster } from './start-postmaster';
import { withFolderLock } from './with-folder-lock';

export interface LocalPostgresOptions {
  /** Where everything is kept (`.cortex`); made when it does not exist. */
  readonly dataDirectory: string;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

export interface LocalPostgres {
  /** URL of the superuser to a database of the server. It holds the password: never print it. */
  readonly adminUrl: (database: string) => string;
  /** True when the server ran already: another process of this product started it. */
  readonly attached: boolean;
  /** Leaves the server; the last process to leave stops it (fast shutdown). Calling it again does nothing. */
  readonly stop: () => Promise<void>;
}

/** Everything about one local server that does not change while it is used. */
interface LocalServer {
  readonly dataFolder: string;
  readonly lockFile: string;
  readonly logFile: string;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser | undefined;
}

/**
 * A PostgreSQL 16 on the loopback interface, data in `<dataDirectory>/postgres`, kept between runs. Needs nothing but
 * the npm package. The first start makes the data with a random password; a server that already runs there is used and
 * left to whoever started it. Throws EMBEDDED_SERVER_UNAVAILABLE or EMBEDDED_SERVER_FAILED.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const directory = await openDirectory(options.dataDirectory);
  const installed = findBinaries();
  return withFolderLock(join(directory, 'postgres.lock'), async () => {
    try {
      const server = await prepareServer(directory, installed);
      return await joinServer(server, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw explain(error);
    }
  });
}

/** What the file system says here and there (a full disk, a missing right) is a failure of the server as well. */
function explain(error: unknown): CortexError {
  if (error instanceof CortexError) return error;
  const { message } = toErrorRecord(error);
  return serverFailure(
    `The embedded PostgreSQL could not be started: ${message}.`,
    'Remove the reason and run again',
    error,
  );
}

async function openDirectory(dataDirectory: string): Promise<string> {
  const path = resolve(dataDirectory);
  try {
    const made = await makeFolder(path);
    // A umask of 077 would close it to the server's user.
    if (made !== null && process.getuid?.() === 0) await chmod(path, 0o755);
    await access(path, constants.W_OK);
    return await realpath(path);
  } catch (cause) {
    throw serverFailure(
      `The data directory ${path} cannot be made or written to.`,
      'Choose another --data-dir',
      cause,
    );
  }
}

async function prepareServer(directory: string, installed: ServerBinaries): Promise<LocalServer> {
  const place = join(directory, 'postgres');
  const user = await chooseServerUser(place);
  const binaries = await prepareBinaries(installed, user);
  if (!existsSync(place)) await initialiseData({ dataFolder: place, binaries, user });
  const dataFolder = await realpath(place);
  await refuseOtherMajor(dataFolder, binaries);
  refuseOutOfReach(dataFolder, user);
  const [lockFile, logFile] = [join(directory, 'postgres.lock'), join(directory, 'postgres.log')];
  return { dataFolder, binaries, user, lockFile, logFile };
}

/** Data that was made where the server's user could go, and was moved below a closed folder since. */
function refuseOutOfReach(dataFolder: string, user: ServerUser | undefined): void {
  if (user === undefined || canReach(user, dataFolder)) return;
  throw serverFailure(
    `${dataFolder} lies below a folder that is closed to user id ${user.uid}, which runs the server.`,
    'Open the folder (chmod o+x), or choose another --data-dir',
  );
}

async function refuseOtherMajor(dataFolder: string, { major }: ServerBinaries): Promise<void> {
  const found = await readFile(join(dataFolder, 'PG_VERSION'), 'utf8').catch(() => '');
  if (found.trim() === String(major)) return;
  const what = found === '' ? 'is not a PostgreSQL data folder' : `belongs to PostgreSQL ${found.trim()}`;
  throw serverFailure(
    `${dataFolder} ${what}; this program brings PostgreSQL ${major}.`,
    'Choose another --data-dir',
  );
}

async function joinServer(
  server: LocalServer,
  { log, signal }: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const { dataFolder, binaries, user, logFile } = server;
  const settings = await readSettings(dataFolder);
  const running = await findRunningServer(dataFolder, signal);
  const postmaster =
    running ??
    (await startPostmaster({
      program: binaries.postgres,
      ...{ dataFolder, logFile, user, signal, preferredPort: settings.port },
    }));
  const session = newSession(randomUUID());
  const postmasterPid = running === undefined ? postmaster.pid : settings.postmasterPid;
  const sessions = [...livingSessions(settings), session];
  await writeSettings(dataFolder, { ...settings, port: postmaster.port, postmasterPid, sessions });
  const attached = running !== undefined;
  log.info(attached ? 'cluster.local.attached' : 'cluster.local.started', { ...postmaster, dataFolder });
  const cancelExitHook = stopAtExit(dataFolder, session);
  const leave = async (): Promise<void> => {
    const left = await leaveServer(server, session);
    cancelExitHook();
    log.info(left === 'stopped' ? 'cluster.local.stopped' : 'cluster.local.left', { dataFolder });
  };
  let leaving: Promise<void> | undefined;
  return {
    adminUrl: (database) => formatUrl(settings, postmaster.port, database),
    attached,
    stop: () => (leaving ??= leave()),
  };
}

function formatUrl({ user, password }: LocalSettings, port: number, database: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${encodeURIComponent(database)}`;
}
