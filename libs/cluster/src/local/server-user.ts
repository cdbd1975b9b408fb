import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { serverFailure } from './server-failure';

const run = promisify(execFile);

/** The account the server runs as when this process is root; PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** `postgres` where a PostgreSQL was ever installed; `nobody` everywhere. No account is made on the user's machine. */
const CANDIDATES = ['postgres', 'nobody'];

const EXECUTE = 0o1;
const READ = 0o4;

/**
 * Undefined when this process is not root: the server then runs as the same user. `dataFolder`, when it exists,
 * decides: whoever owns the data must run the server.
 */
export async function chooseServerUser(dataFolder: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const user = await lookUpUser(name);
    if (user !== undefined) return user;
  }
  throw serverFailure(
    `PostgreSQL does not run as root, and this machine has no user ${CANDIDATES.join(' or ')}.`,
    'Run this program as another user',
  );
}

/**
 * Whether the user may go to this file or folder and read it. A checkout below a 0700 folder such as /root is out of
 * reach for the server's user. Supplementary groups and ACLs are not looked at: they can only make it too careful.
 */
export function canReach(user: ServerUser, path: string): boolean {
  if (!may(user, path, READ)) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!may(user, folder, EXECUTE)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function may(user: ServerUser, path: string, right: number): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === user.uid) return (mode & (right << 6)) !== 0;
  if (gid === user.gid) return (mode & (right << 3)) !== 0;
  return (mode & right) !== 0;
}

async function lookUpUser(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
