import { DatabaseError } from 'pg';

/** SQLSTATE of an error that PostgreSQL itself reported; undefined for a broken connection or anything else. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * PostgreSQL will not have this row, and would not have it tomorrow: a value it cannot hold (class 22), a constraint
 * (23), a limit (54), a feature or an allocation that only some values need (0A000, XX000). Everything else (locks,
 * resources, connections, rights) is a fault: the same row may pass later.
 */
export function isRefusal(error: unknown): error is DatabaseError & { readonly code: string } {
  const state = sqlStateOf(error);
  return state !== undefined && (/^(?:22|23|54)/.test(state) || state === '0A000' || state === 'XX000');
}

/** The server answered and the session lives: the statement, or the COMMIT, certainly did not happen. */
export function isCertainFailure(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}

/** Two sessions met: to decide again is the remedy. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01';
}

export function isMissingTable(error: unknown): boolean {
  return sqlStateOf(error) === '42P01';
}

export function isMissingRight(error: unknown): boolean {
  return sqlStateOf(error) === '42501';
}

const BROKEN_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** How node-postgres says that a connection is gone; it gives no codes. */
const BROKEN_CLIENT = /^(?:Connection terminated|Client was closed|Query read timeout)|is not queryable/;

/**
 * An error of the server, the driver or the connection, and not one of the caller's own in the middle of his work: a
 * spool on a full disk (ENOSPC) is no trouble of the database.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  // Not by `instanceof Error`: what Node's core throws is of another realm in some runtimes (Jest).
  if (typeof error !== 'object' || error === null) return false;
  const code: unknown = Reflect.get(error, 'code');
  const message: unknown = Reflect.get(error, 'message');
  return (
    (typeof code === 'string' && BROKEN_CONNECTION.has(code)) ||
    (typeof message === 'string' && BROKEN_CLIENT.test(message))
  );
}
