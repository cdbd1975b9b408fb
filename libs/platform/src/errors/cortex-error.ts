import type { ErrorCode } from './error-codes';

/** Facts for machines and logs: names, numbers, source refs. Never record contents, never secrets. */
export type ErrorFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface CortexErrorDetails {
  readonly fields?: ErrorFields;
  readonly cause?: unknown;
}

/**
 * The only error that is thrown on purpose. The message says what failed, on which thing, and what to do; code and
 * fields say the same to a program.
 */
export class CortexError extends Error {
  override readonly name = 'CortexError';
  readonly code: ErrorCode;
  readonly fields: ErrorFields;

  constructor(code: ErrorCode, message: string, { fields = {}, cause }: CortexErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.fields = fields;
  }
}
