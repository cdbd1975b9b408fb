import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { runSql, waitFor } from '@cortex/testing';

import { readError, runMigrator, type Started } from '../../test-support/start-migrator';
import type { Effect } from './fault-plan';
import { argumentsFor, type FaultTarget } from './fault-target';

export interface Stopped extends FaultTarget {
  readonly started: Started;
  /** Which of several ways; drawn. */
  readonly variant: number;
  /** Takes what should not have happened. */
  readonly problems: string[];
}

/** To be done when the process has ended. */
type Finish = () => Promise<void>;

const NOTHING: Finish = async () => {};
const HELD = 4;

/** Does something to the world of a process that stands still, and says what is to be done when it has ended. */
export async function applyEffect(effect: Effect, stopped: Stopped): Promise<Finish> {
  const { place } = stopped;
  switch (effect) {
    case 'end-backend':
      await endSessions(stopped, 'cortex-migrator');
      return NOTHING;
    case 'end-lease':
      await endSessions(stopped, 'cortex-migrator lease');
      return NOTHING;
    case 'stop-server':
      place.server.stopImmediately();
      place.server.start();
      return NOTHING;
    case 'cut':
      place.proxy.cut();
      return NOTHING;
    case 'second-starter':
      await startSecond(stopped);
      return NOTHING;
    case 'takeover':
      return takeOver(stopped);
    case 'change-file':
      changeFile(stopped);
      return NOTHING;
    case 'fill-disk':
      return fillDisk(stopped);
  }
}

const END_SESSIONS = `
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND application_name = $2`;

async function endSessions({ place, database }: Stopped, application: string): Promise<void> {
  await runSql(place.server.url, END_SESSIONS, [database, application]);
}

/** While the holder stands still, another one is refused, and told by whom. */
async function startSecond(stopped: Stopped): Promise<void> {
  const { started, problems } = stopped;
  const second = await runMigrator(argumentsFor(stopped), { bundle: stopped.place.bundle });
  const names = readError(second).includes(`process ${started.process.pid})`);
  if (second.code !== HELD || !names)
    problems.push(`a second starter left with ${second.code}: ${readError(second)}`);
}

/**
 * The holder's session is gone and it does not hear of it: its lock is free, the next one takes over and finishes. When
 * the first one wakes, it must find itself fenced out and commit nothing.
 */
async function takeOver(stopped: Stopped): Promise<Finish> {
  const { place, started, problems } = stopped;
  for (const port of await clientPorts(stopped)) place.proxy.freeze(port);
  await endSessions(stopped, 'cortex-migrator lease');
  const second = await runMigrator(argumentsFor(stopped), { bundle: stopped.place.bundle });
  if (second.code !== 0 && second.code !== 3)
    problems.push(`who took over left with ${second.code}: ${readError(second)}`);
  const chunks = await countChunks(stopped);
  void waitFor(() => hasRolledBack(stopped), { deadlineMs: 3_000 })
    .catch(() => undefined)
    .finally(() => place.proxy.thaw());
  return async () => {
    const zombie = await started.ended;
    if (zombie.code !== 1 || !/FENCED_OUT|DATABASE_LOST/.test(zombie.stderr))
      problems.push(`the zombie left with ${zombie.code}: ${readError(zombie)}`);
    if ((await countChunks(stopped)) !== chunks) problems.push('the zombie committed');
  };
}

async function clientPorts({ place, database }: Stopped): Promise<readonly number[]> {
  const sessions = await runSql<{ client_port: number }>(
    place.server.url,
    `SELECT client_port FROM pg_stat_activity WHERE datname = $1 AND application_name = 'cortex-migrator lease'`,
    [database],
  );
  return sessions.map(({ client_port }) => client_port);
}

/** The zombie has looked at the fencing number, over a session that still works. */
async function hasRolledBack({ place, database }: Stopped): Promise<boolean> {
  const sessions = await runSql(
    place.server.url,
    `SELECT FROM pg_stat_activity WHERE datname = $1 AND application_name = 'cortex-migrator' AND query = 'ROLLBACK'`,
    [database],
  );
  return sessions.length > 0;
}

async function countChunks({ place, database }: Stopped): Promise<number> {
  const [row] = await runSql<{ chunks: number }>(
    place.urlOf(database),
    'SELECT count(*)::int AS chunks FROM migration_chunks',
  );
  return row?.chunks ?? 0;
}

/** A file that the scan has yet to come to grows, shrinks or moves. The tree stays so for the runs that follow. */
function changeFile({ tree, files, variant }: Stopped): void {
  const path = join(tree, files.at(-1) ?? '');
  const way = variant % 3;
  if (way === 0) appendFileSync(path, '\n');
  else if (way === 1) truncateSync(path, 1);
  else renameSync(path, `${path}.moved`);
}

const BALLAST_BYTES = 1 << 16;

/** Fills the disk of the database to the last block; whoever comes after finds room again. */
async function fillDisk({ place }: Stopped): Promise<Finish> {
  const ballast = join(place.disk, 'ballast');
  const file = openSync(ballast, 'w');
  for (let size = BALLAST_BYTES; size >= 512;) {
    try {
      writeSync(file, Buffer.alloc(size));
    } catch {
      size /= 2;
    }
  }
  closeSync(file);
  return async () => {
    if (existsSync(ballast)) rmSync(ballast);
  };
}
