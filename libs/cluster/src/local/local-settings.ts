import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, readStartTicks } from './is-alive';
import { serverFailure } from './server-failure';

/** A process that uses the server. The last one to leave stops it. */
export interface ServerSession {
  readonly id: string;
  readonly pid: number;
  readonly startTicks: number | null;
}

/** What is remembered beside the data, readable for its owner only. */
export interface LocalSettings {
  readonly user: string;
  readonly password: string;
  readonly port: number;
  /** The server this product started last; another one is never stopped. */
  readonly postmasterPid: number | null;
  readonly sessions: readonly ServerSession[];
}

/** In the data folder, so that data and password go together. */
export const SETTINGS_FILE = 'cortex-local.json';
const OWNER_ONLY = 0o600;
const PASSWORD_BYTES = 24;

export function newSettings(): LocalSettings {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  return { user: 'postgres', password, port: 0, postmasterPid: null, sessions: [] };
}

/** Throws when the file is missing or damaged: without the password in it nobody gets into the database. */
export async function readSettings(dataFolder: string): Promise<LocalSettings> {
  const path = join(dataFolder, SETTINGS_FILE);
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const settings = parseSettings(content);
  if (settings === undefined) throw unreadable(path);
  return settings;
}

/** Undefined when the text is not what `writeSettings` wrote. */
export function parseSettings(content: string): LocalSettings | undefined {
  try {
    const settings: unknown = JSON.parse(content);
    return isSettings(settings) ? settings : undefined;
  } catch {
    return undefined;
  }
}

/** Replaced as a whole, so that a process killed half-way leaves the old one. */
export async function writeSettings(dataFolder: string, settings: LocalSettings): Promise<void> {
  const path = join(dataFolder, SETTINGS_FILE);
  const unfinished = `${path}.new`;
  await rm(unfinished, { force: true });
  await writeFile(unfinished, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: OWNER_ONLY });
  await rename(unfinished, path);
}

export function newSession(id: string): ServerSession {
  return { id, pid: process.pid, startTicks: readStartTicks(process.pid) ?? null };
}

/** The sessions whose process still runs; a killed one leaves its entry behind. */
export function livingSessions({ sessions }: LocalSettings): readonly ServerSession[] {
  return sessions.filter(
    ({ pid, startTicks }) => isAlive(pid) && (startTicks === null || readStartTicks(pid) === startTicks),
  );
}

function isSettings(value: unknown): value is LocalSettings {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string): boolean => typeof Reflect.get(value, key) === type;
  return has('user', 'string') && has('password', 'string') && has('port', 'number') && 'sessions' in value;
}

function unreadable(path: string, cause?: unknown): Error {
  return serverFailure(
    `${path}, which holds the password of the embedded PostgreSQL, cannot be read.`,
    'Run as the user who owns it, put the file back, or choose another --data-dir',
    cause,
  );
}
