import { CortexError } from './cortex-error';
import { errorCodes } from './error-codes';

/** The one place where an error becomes an HTTP status; anything unregistered is a defect. */
export function toHttpStatus(error: unknown): number {
  return errorCodes[error instanceof CortexError ? error.code : 'INTERNAL'].httpStatus;
}
