import { readFileSync } from 'node:fs';
import { findRunningServer } from './find-running-server';
import type { ServerBinaries } from './find-binaries';
import {
  livingSessions,
  parseSettings,
  readSettings,
  SETTINGS_FILE,
  writeSettings,
  type ServerSession,
} from './local-settings';
import { runProgram } from './run-program';
import { serverFailure } from './server-failure';
import type { ServerUser } from './server-user';
import { withFolderLock } from './with-folder-lock';
import { join } from 'node:path';

interface JoinedServer {
  readonly dataFolder: string;
  readonly lockFile: string;
  readonly logFile: string;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser | undefined;
}

/** The shutdown checkpoint writes what is dirty in memory; a slow disk needs its time. */
const FAST_STOP_SECONDS = 60;
const IMMEDIATE_STOP_SECONDS = 10;

/** Ends one session. The server is stopped when no other living process uses it and this product started it. */
export async function leaveServer(server: JoinedServer, session: ServerSession): Promise<'stopped' | 'left'> {
  return withFolderLock(server.lockFile, async () => {
    const settings = await readSettings(server.dataFolder);
    const sessions = livingSessions(settings).filter(({ id }) => id !== session.id);
    const running = await findRunningServer(server.dataFolder);
    const isOurs = running !== undefined && running.pid === settings.postmasterPid;
    const stops = sessions.length === 0 && isOurs;
    if (stops) await stopServer(server);
    const postmasterPid = stops ? null : settings.postmasterPid;
    await writeSettings(server.dataFolder, { ...settings, sessions, postmasterPid });
    return stops ? 'stopped' : 'left';
  });
}

/**
 * For an end without `stop` (a second Ctrl-C, an uncaught error): an exit listener may not wait, so it only tells the
 * server to shut down. Returns the function that takes the listener away.
 */
export function stopAtExit(dataFolder: string, session: ServerSession): () => void {
  const tellServer = (): void => {
    try {
      const settings = parseSettings(readFileSync(join(dataFolder, SETTINGS_FILE), 'utf8'));
      if (settings?.postmasterPid == null) return;
      const others = livingSessions(settings).filter(({ id }) => id !== session.id);
      if (others.length === 0) process.kill(settings.postmasterPid, 'SIGINT');
    } catch {
      // Gone already, and nobody is left to be told.
    }
  };
  process.once('exit', tellServer);
  return () => process.off('exit', tellServer);
}

async function stopServer(server: JoinedServer): Promise<void> {
  // After an immediate stop the next start replays the log; nothing that was committed is lost.
  if (await runStop(server, 'fast', FAST_STOP_SECONDS)) return;
  if (await runStop(server, 'immediate', IMMEDIATE_STOP_SECONDS)) return;
  throw serverFailure('The embedded PostgreSQL does not stop.', `Read ${server.logFile}`);
}

async function runStop(
  { binaries, dataFolder, user }: JoinedServer,
  mode: 'fast' | 'immediate',
  seconds: number,
): Promise<boolean> {
  const flags = ['stop', '--pgdata', dataFolder, '--mode', mode, '--wait', '--timeout', String(seconds)];
  const { code } = await runProgram(binaries.pgCtl, flags, { user, cwd: dataFolder });
  return code === 0;
}
