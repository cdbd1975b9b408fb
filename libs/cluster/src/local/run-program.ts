import { spawn } from 'node:child_process';
import { readEnvironment } from '@cortex/platform';
import type { ServerUser } from './server-user';

export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

interface ProgramOptions {
  readonly user: ServerUser | undefined;
  readonly cwd: string;
}

/** What a process needs to run at all. The rest is kept away: PGDATA, PGPORT and the like change what the server does. */
const PASSED_ON = ['PATH', 'TEMP', 'TMP', 'SystemRoot'] as const;

/** Options of `spawn` for a program of the server: as its user, in a folder it may enter, with nothing inherited. */
export function spawnOptions({ user, cwd }: ProgramOptions) {
  const environment = readEnvironment();
  const passedOn = PASSED_ON.map((name): [string, string | undefined] => [name, environment[name]]);
  // Messages in English: they are read by program and quoted.
  return { ...user, cwd, env: { ...Object.fromEntries(passedOn), LC_ALL: 'C', TZ: 'UTC' } };
}

/** Runs a program to its end and gives its exit code with everything it wrote. Rejects when it cannot be started. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
