import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** CORTEX_TEST_BUNDLE: another build, for those who share a workspace in which somebody builds. */
export const BUNDLE = process.env['CORTEX_TEST_BUNDLE'] ?? join(__dirname, '../../../../dist/apps/migrator');

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Folder with a copy of the bundle, for a user who cannot reach the original. */
  readonly bundle?: string;
  readonly uid?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for those who look for what must not be anywhere. */
  readonly everything: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** The built migrator as a process of its own, in an environment that says nothing of colour or of Cortex. */
export function startMigrator(args: readonly string[], options: StartOptions = {}): Started {
  const { env = {}, cwd, bundle = BUNDLE, uid } = options;
  const child = spawn(process.execPath, [join(bundle, 'main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output, everything: output.stdout + output.stderr }));
  });
  return { process: child, ended };
}

export function runMigrator(args: readonly string[], options?: StartOptions): Promise<Ended> {
  return startMigrator(args, options).ended;
}

/** The error that a person reads: without logs, on one line. */
export function readError({ stderr }: Pick<Ended, 'stderr'>): string {
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
