import { createLog, resolveLogLevel, type Log, type LogLevel, type OptionValues } from '@cortex/platform';
import type { databaseOptions, outputOptions } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import type { SessionOptions } from '../target/adapters';

type SessionValues = OptionValues<typeof databaseOptions> & OptionValues<typeof outputOptions>;

/** The log of a command, and whether anybody sees it on the terminal. */
export interface CommandLog {
  readonly log: Log;
  readonly isVisible: boolean;
}

/**
 * Logs go to stderr; the URL of the database, with its password, to nowhere. A command that only looks is silent
 * unless it is asked to speak: its answer is all there is to know.
 */
export function openLog(
  { output, now }: CliContext,
  options: SessionValues,
  kind: 'works' | 'looks' = 'works',
): CommandLog {
  const isTerminal = output.stderr.isTTY === true;
  const level: LogLevel = resolveLogLevel({ ...options, isTerminal: isTerminal || kind === 'looks' });
  const secrets = options.databaseUrl === undefined ? [] : [options.databaseUrl];
  const log = createLog({ level, secrets, destination: output.stderr, clock: now });
  return { log, isVisible: isTerminal && level !== 'silent' };
}

export function sessionOptions(
  { signal }: CliContext,
  options: SessionValues,
  { log, readOnly }: { readonly log: Log; readonly readOnly: boolean },
): SessionOptions {
  const { connectTimeoutMs, statementTimeoutMs, lockTimeoutMs } = options;
  return { connectTimeoutMs, statementTimeoutMs, lockTimeoutMs, log, readOnly, signal };
}
