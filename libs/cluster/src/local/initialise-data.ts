import { chmod, chown, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServerBinaries } from './find-binaries';
import { newSettings, writeSettings } from './local-settings';
import { SHARED_FOLDER } from './prepare-binaries';
import { runProgram } from './run-program';
import { serverFailure } from './server-failure';
import { canReach, type ServerUser } from './server-user';

interface NewData {
  /** Where the data will be found: a folder, or a link to one. */
  readonly dataFolder: string;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser | undefined;
}

const OWNER_ONLY = 0o700;
const SEARCHABLE = 0o755;

/**
 * Makes the data folder with a superuser that has a random password. It is made beside its place and appears there
 * whole, so that a process killed half-way leaves nothing that looks like a database. Where the server's user cannot
 * reach the place (root below a 0700 folder), the data lies in /var/lib/cortex-postgres and a link leads to it.
 */
export async function initialiseData({ dataFolder, binaries, user }: NewData): Promise<void> {
  const isReachable = user === undefined || canReach(user, dirname(dataFolder));
  const unfinished = isReachable ? `${dataFolder}.new` : await makeSharedFolder();
  await rm(unfinished, { recursive: true, force: true });
  try {
    await fillFolder(unfinished, binaries, user);
    // A link whose target was deleted; a folder with data is never here.
    await rm(dataFolder, { force: true });
    await (isReachable ? rename(unfinished, dataFolder) : symlink(unfinished, dataFolder));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** In /var/lib, not in /tmp: the data outlives a restart of the machine. */
async function makeSharedFolder(): Promise<string> {
  try {
    await mkdir(SHARED_FOLDER, { recursive: true });
    await chmod(SHARED_FOLDER, SEARCHABLE);
    return await mkdtemp(join(SHARED_FOLDER, 'data-'));
  } catch (cause) {
    throw serverFailure(
      `The server's user cannot reach the data directory (a folder above it is closed to others), and ${SHARED_FOLDER} cannot be made.`,
      'Choose a --data-dir that other users may enter',
      cause,
    );
  }
}

async function fillFolder(
  folder: string,
  binaries: ServerBinaries,
  user: ServerUser | undefined,
): Promise<void> {
  const settings = newSettings();
  const passwordFile = `${folder}.password`;
  await mkdir(folder, { mode: OWNER_ONLY });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, settings.password, { mode: 0o600, flag: 'wx' });
  try {
    if (user !== undefined) await Promise.all([giveTo(user, folder), giveTo(user, passwordFile)]);
    const flags = ['--auth=scram-sha-256', `--username=${settings.user}`, `--pwfile=${passwordFile}`];
    await runInitdb(binaries, [`--pgdata=${folder}`, ...flags, ...localeFlags()], { user, cwd: folder });
    await writeSettings(folder, settings);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function runInitdb(
  { initdb }: ServerBinaries,
  flags: readonly string[],
  options: { user: ServerUser | undefined; cwd: string },
): Promise<void> {
  const { code, output } = await runProgram(initdb, flags, options).catch((cause: unknown) => {
    throw serverFailure(`${initdb} cannot be started on this system.`, 'Check the installation', cause);
  });
  if (code === 0) return;
  const reason =
    /^initdb: error: (.*)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? `exit code ${code}`;
  throw serverFailure(
    `The embedded PostgreSQL could not be set up: ${reason}.`,
    'Remove the reason and run again',
  );
}

/** Sorted by code point everywhere: the same order on every machine. macOS has no C.UTF-8, Windows neither. */
function localeFlags(): readonly string[] {
  if (process.platform === 'linux') return ['--encoding=UTF8', '--locale=C.UTF-8'];
  if (process.platform === 'darwin') return ['--encoding=UTF8', '--locale=C', '--lc-ctype=UTF-8'];
  return ['--encoding=UTF8', '--locale=C'];
}

function giveTo(user: ServerUser, path: string): Promise<void> {
  return chown(path, user.uid, user.gid);
}
