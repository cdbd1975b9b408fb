import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '@cortex/platform';
import { parsePostmasterFile, type PostmasterFile } from './parse-postmaster-file';
import { isAlive, servesFolder } from './is-alive';
import { serverFailure } from './server-failure';
import { waitUntil } from './wait-until';

/** A server that replays its log after a crash, or writes its last checkpoint, takes this long at the very most. */
const TRANSITION_MS = 120_000;

const NOT_RUNNING = { server: undefined };

/**
 * The server that runs on this data folder, ready for connections, or undefined. One that is starting or stopping is
 * waited for. A `postmaster.pid` left by a killed server is stale, also when its process id lives on as another program.
 */
export async function findRunningServer(
  dataFolder: string,
  signal?: AbortSignal,
): Promise<PostmasterFile | undefined> {
  const found = await waitUntil(() => look(dataFolder), { deadlineMs: TRANSITION_MS, signal });
  if (found !== undefined) return found.server;
  throw serverFailure(
    `A PostgreSQL in ${dataFolder} has been starting or stopping for more than ${TRANSITION_MS / 1000} s.`,
    'Read postgres.log beside it',
  );
}

/** `postmaster.pid` as it stands; undefined when there is none. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(join(dataFolder, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw serverFailure(
      `${dataFolder} cannot be read.`,
      'Run as the user who owns it, or choose another --data-dir',
      error,
    );
  }
}

/** Undefined while the server is on its way up or down. */
async function look(dataFolder: string): Promise<{ server: PostmasterFile | undefined } | undefined> {
  const file = await readPostmasterFile(dataFolder);
  if (file === undefined || !isAlive(file.pid)) return NOT_RUNNING;
  if (servesFolder(file.pid, dataFolder) === false) {
    // The server itself would refuse to start: to it, the process id is taken.
    await rm(join(dataFolder, 'postmaster.pid'), { force: true });
    return NOT_RUNNING;
  }
  return file.status === 'ready' ? { server: file } : undefined;
}
