import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** A snapshot of environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The one reader of `process.env`. With a file (`.env`), its lines are the fallback: what the process was started with
 * wins, as with `node --env-file`. A file that does not exist is no error.
 */
export function readEnvironment(envFile?: string): Environment {
  const fromFile =
    envFile !== undefined && existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}
