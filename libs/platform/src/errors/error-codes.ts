import { databaseErrorCodes } from './codes/database-error-codes';
import { inputErrorCodes } from './codes/input-error-codes';
import { runErrorCodes } from './codes/run-error-codes';

/**
 * Every error this product can end with. An entry's doc comment is its manual page (first sentence, `@cause`,
 * `@remedy`); `docs/reference/errors.md` is generated from it. Throw nothing that has no entry here.
 */
export const errorCodes = { ...inputErrorCodes, ...databaseErrorCodes, ...runErrorCodes } as const;

export type ErrorCode = keyof typeof errorCodes;

/** True for a string that is a registered code, e.g. one that came back from a worker thread. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}
