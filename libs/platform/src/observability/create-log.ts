import pino from 'pino';
import { redactValue } from './redact';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Facts of an event: names, numbers, source refs. Record contents never; an `error` field may hold an error. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Events with fields, named like `migrate.load.chunk_committed`, not sentences.
 * error: somebody must act · warn: worth a look · info: a step was done · debug: how it was done.
 */
export interface Log {
  readonly debug: (event: string, fields?: LogFields) => void;
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
  /** The same log with fields that go with every event. */
  readonly child: (fields: LogFields) => Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Values that must not appear anywhere, not even inside of a text: passwords, tokens, whole URLs. */
  readonly secrets?: readonly string[];
  /** Gets every JSON line; stderr when not given. */
  readonly destination?: { write(line: string): void };
  readonly clock?: () => Date;
}

export interface LogLevelChoice {
  readonly logLevel: LogLevel | undefined;
  readonly verbose: boolean;
  readonly isTerminal: boolean;
}

/** A log that writes JSON lines to stderr, so that stdout stays the program's result. */
export function createLog({ level, secrets = [], destination, clock = () => new Date() }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${clock().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    // Synchronous: the last lines before an exit are the ones that are needed.
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
  return wrap(logger, secrets);
}

/** On a terminal the task list is the output: silent there, unless asked for. */
export function resolveLogLevel({ logLevel, verbose, isTerminal }: LogLevelChoice): LogLevel {
  if (logLevel !== undefined) return logLevel;
  if (verbose) return 'debug';
  return isTerminal ? 'silent' : 'info';
}

function wrap(logger: pino.Logger, secrets: readonly string[]): Log {
  const write =
    (level: Exclude<LogLevel, 'silent'>) =>
    (event: string, fields: LogFields = {}): void => {
      if (logger.isLevelEnabled(level)) logger[level](redactValue(fields, secrets), event);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => {
      const bound = redactValue(fields, secrets);
      return wrap(logger.child(typeof bound === 'object' && bound !== null ? bound : {}), secrets);
    },
  };
}
