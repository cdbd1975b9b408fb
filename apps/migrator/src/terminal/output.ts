import type { Environment } from '@cortex/platform';

/** The part of a stream that is needed to write to it. */
export interface OutputStream {
  write(data: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where a command writes, and how. */
export interface Output {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether the result may have colour. */
  readonly color: boolean;
  readonly width: number;
  /** A terminal whose lines may be drawn anew. */
  readonly isInteractive: boolean;
}

/** What output is made for when nobody says how wide it is. */
const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;

/** NO_COLOR and TERM=dumb are obeyed; FORCE_COLOR gives colour without a terminal (https://no-color.org). */
export function describeOutput(
  { stdout, stderr }: Pick<Output, 'stdout' | 'stderr'>,
  environment: Environment,
): Output {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  const isTerminal = stdout.isTTY === true && environment['TERM'] !== 'dumb';
  const isForced = isSet('FORCE_COLOR') && environment['FORCE_COLOR'] !== '0';
  return {
    stdout,
    stderr,
    color: !isSet('NO_COLOR') && (isTerminal || isForced),
    width: Math.max(MIN_WIDTH, stdout.columns ?? DEFAULT_WIDTH),
    isInteractive: isTerminal,
  };
}
