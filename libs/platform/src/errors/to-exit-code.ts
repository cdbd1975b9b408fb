import { CortexError } from './cortex-error';
import type { ErrorCodeEntry, ExitCode } from './error-code-entry';
import { errorCodes } from './error-codes';

/** The one place where an error becomes an exit code; anything unregistered is a defect. */
export function toExitCode(error: unknown): ExitCode {
  if (!(error instanceof CortexError)) return errorCodes.INTERNAL.exitCode;
  const { exitCode }: ErrorCodeEntry = errorCodes[error.code];
  if (typeof exitCode === 'number') return exitCode;
  return error.fields['phase'] === 'before' ? exitCode.before : exitCode.during;
}
