import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hasErrorCode } from '@cortex/platform';
import { isAlive, readStartTicks } from './is-alive';
import { serverFailure } from './server-failure';
import { waitUntil } from './wait-until';

/** Starting takes seconds, recovering a large database longer. */
const LOCK_WAIT_MS = 120_000;

/**
 * Runs `work` while no other process does the same with this lock file: starting and stopping one server at once would
 * initialise it twice, or stop it under somebody who just attached. A lock left by a killed process is taken over.
 */
export async function withFolderLock<Result>(lockFile: string, work: () => Promise<Result>): Promise<Result> {
  await takeLock(lockFile);
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function takeLock(lockFile: string): Promise<void> {
  const own = `${lockFile}.${process.pid}-${randomUUID()}`;
  await writeFile(own, `${process.pid} ${readStartTicks(process.pid) ?? 0} ${randomUUID()}`, { mode: 0o600 });
  try {
    const taken = await waitUntil(() => tryLock(lockFile, own), { deadlineMs: LOCK_WAIT_MS });
    if (taken !== undefined) return;
  } finally {
    await rm(own, { force: true });
  }
  throw serverFailure(
    `Another process has held ${lockFile} for more than ${LOCK_WAIT_MS / 1000} s.`,
    'Wait for it to end and run again',
  );
}

async function tryLock(lockFile: string, own: string): Promise<true | undefined> {
  try {
    // A link appears whole or not at all: nobody reads a lock without its ticket.
    await link(own, lockFile);
    return true;
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
    await removeAbandonedLock(lockFile);
    return undefined;
  }
}

async function removeAbandonedLock(lockFile: string): Promise<void> {
  const ticket = await readTicket(lockFile);
  if (ticket === undefined || isHeld(ticket)) return;
  // Moved away, not deleted: when another waiter was faster, this moved its fresh lock, which then goes back.
  const aside = `${lockFile}.${process.pid}-${randomUUID()}`;
  try {
    await rename(lockFile, aside);
    if ((await readTicket(aside)) !== ticket) await link(aside, lockFile);
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT') && !hasErrorCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function isHeld(ticket: string): boolean {
  const [pid, startTicks] = ticket.split(' ').map(Number);
  if (pid === undefined || Number.isNaN(pid) || !isAlive(pid)) return false;
  return (readStartTicks(pid) ?? 0) === startTicks;
}

async function readTicket(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
