import type { Writable } from 'node:stream';
import { CortexError, hasErrorCode, toExitCode } from '@cortex/platform';
import type { Output } from './output';
import { printError } from './print-error';

export interface WatchedStreams {
  /** The exit code of a program whose output may be cut off: done is not done when nobody can read it. */
  toExitCode(code: number, output: Output): number;
}

/**
 * What cannot be written to the terminal is no reason to stop a run. `… | head` closes the pipe early, and a terminal
 * goes away: nobody reads any more. A disk that is full, under a file that somebody wants to read, is told at the end.
 */
export function watchStreams(streams: readonly Writable[]): WatchedStreams {
  let failure: Error | null = null;
  for (const stream of streams) {
    stream.on('error', (error: Error) => {
      if (hasErrorCode(error, 'EPIPE') || hasErrorCode(error, 'EIO')) return;
      failure ??= error;
    });
  }
  return {
    toExitCode: (code, output) => {
      if (failure === null || code !== 0) return code;
      const error = unwritable(failure);
      printError(output, error);
      return toExitCode(error);
    },
  };
}

function unwritable(cause: Error): CortexError {
  const reason = 'code' in cause ? String(cause.code) : cause.message;
  return new CortexError(
    'REPORT_UNWRITABLE',
    `The output cannot be written (${reason}), and is not complete. Make room or send it elsewhere; what was done stays done.`,
    { fields: { phase: 'during', reason }, cause },
  );
}
