import { constants } from 'node:fs';
import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { describeBinaries, type ServerBinaries } from './find-binaries';
import { serverFailure } from './server-failure';
import { canReach, type ServerUser } from './server-user';

/** Where root may keep what the server's user must reach, when the checkout lies below a folder closed to others. */
export const SHARED_FOLDER = '/var/lib/cortex-postgres';

/** The paths in `pg-symlinks.json` begin with it. */
const PACKAGE_ROOT = 'native';

const EXECUTABLE = 0o755;
const PLAIN = 0o644;

/**
 * Makes the binaries fit to run: links that npm did not make because install scripts were blocked, execute bits, and,
 * when the server's user cannot reach node_modules, a copy (59 MB, once per version) in `sharedFolder`.
 */
export async function prepareBinaries(
  binaries: ServerBinaries,
  user: ServerUser | undefined,
  sharedFolder = SHARED_FOLDER,
): Promise<ServerBinaries> {
  const reachable =
    user === undefined || isWithinReach(binaries, user)
      ? binaries
      : await copyBinaries(binaries, sharedFolder);
  await makeMissingLinks(reachable);
  await makeExecutable(reachable);
  return reachable;
}

function isWithinReach(binaries: ServerBinaries, user: ServerUser): boolean {
  return [binaries.postgres, join(binaries.root, 'lib'), join(binaries.root, 'share')].every((path) =>
    canReach(user, path),
  );
}

async function copyBinaries(binaries: ServerBinaries, sharedFolder: string): Promise<ServerBinaries> {
  const target = join(sharedFolder, `bin-${binaries.version}`);
  if (!(await exists(target))) {
    await mkdir(sharedFolder, { recursive: true, mode: EXECUTABLE });
    // Copied beside and renamed: a copy that was interrupted never looks like a whole one.
    const unfinished = await mkdtemp(`${target}.new-`);
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToOthers(unfinished);
    await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }));
  }
  return describeBinaries(target, binaries.version);
}

async function openToOthers(folder: string): Promise<void> {
  await chmod(folder, EXECUTABLE);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToOthers(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? EXECUTABLE : PLAIN);
  }
}

/** `pg-symlinks.json` lists the links that a package of npm cannot carry; without them ICU is not found. */
async function makeMissingLinks({ root }: ServerBinaries): Promise<void> {
  const links = await readLinks(join(root, 'pg-symlinks.json'));
  for (const { source, target } of links) {
    const link = join(root, relative(PACKAGE_ROOT, target));
    if (await exists(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((cause: unknown) => {
      throw serverFailure(`${link} is missing and cannot be made.`, 'Run "npm rebuild" as its owner', cause);
    });
  }
}

async function readLinks(path: string): Promise<readonly { source: string; target: string }[]> {
  if (!(await exists(path))) return [];
  const list: unknown = JSON.parse(await readFile(path, 'utf8'));
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value;
}

async function makeExecutable({ initdb, postgres, pgCtl }: ServerBinaries): Promise<void> {
  for (const program of [initdb, postgres, pgCtl]) {
    // Looked at first: the folder may be read-only, and is right then.
    const isExecutable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isExecutable) await chmod(program, EXECUTABLE);
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
