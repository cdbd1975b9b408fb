import { types } from 'node:util';
import { CortexError, type ErrorFields } from './cortex-error';
import { isErrorCode, type ErrorCode } from './error-codes';

/** An error as plain data: crosses worker threads, goes into reports and problem responses. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fields: ErrorFields;
}

/** Anything thrown, as data. What is not registered becomes INTERNAL and keeps its message. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof CortexError) return { code: error.code, message: error.message, fields: error.fields };
  return {
    code: 'INTERNAL',
    message: types.isNativeError(error) ? error.message : String(error),
    fields: {},
  };
}

/** The inverse of `toErrorRecord`, on the other side of a thread. */
export function fromErrorRecord(record: ErrorRecord): CortexError {
  const code = isErrorCode(record.code) ? record.code : 'INTERNAL';
  return new CortexError(code, record.message, { fields: record.fields });
}
