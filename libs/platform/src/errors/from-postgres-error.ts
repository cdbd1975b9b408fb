import { classifyPostgresFailures, type DatabaseErrorCode } from './classify-postgres-failure';
import { CortexError, type ErrorFields } from './cortex-error';
import type { DatabaseAddress } from './database-address';
import type { FailurePhase } from './error-code-entry';
import { readPostgresFailures, type PostgresFailure } from './read-postgres-failure';

const URL_OPTION = '--database-url (CORTEX_DATABASE_URL)';

interface Facts {
  readonly reason: string;
  /** `PostgreSQL at 10.0.0.5:5432`, or less when no address is known. */
  readonly server: string;
  readonly user: string;
  readonly database: string;
  readonly failure: PostgresFailure | undefined;
}

/**
 * Any error of a PostgreSQL driver or of the network below it as a registered error: one sentence with the place and
 * one with the remedy. Never repeats a password, a URL, or PostgreSQL's DETAIL (it quotes rows). An error that is
 * registered already comes back as it is. The original stays reachable as `cause`; do not log it.
 */
export function fromPostgresError(
  error: unknown,
  phase: FailurePhase,
  address?: DatabaseAddress,
): CortexError {
  if (error instanceof CortexError) return error;
  const { code, reason, failure } = classifyPostgresFailures(readPostgresFailures(error));
  const facts: Facts = {
    reason,
    failure,
    server: address === undefined ? 'PostgreSQL' : `PostgreSQL at ${formatPlace(address)}`,
    user: address === undefined ? 'the user' : `user "${address.user}"`,
    database: address === undefined ? 'The database' : `Database "${address.database}"`,
  };
  return new CortexError(code, SENTENCES[code](facts), {
    fields: { phase, ...toFields(failure, address) },
    cause: error,
  });
}

const SENTENCES: Readonly<Record<DatabaseErrorCode, (facts: Facts) => string>> = {
  DATABASE_UNREACHABLE: ({ server, reason }) =>
    `${server} does not answer (${reason}). Start the server, or correct host and port in ${URL_OPTION}.`,
  DATABASE_AUTH_FAILED: ({ server, user, reason }) =>
    `${server} does not let ${user} in (${reason}). Correct user and password in ${URL_OPTION}.`,
  DATABASE_TLS_FAILED: ({ server, reason }) =>
    `No encrypted connection to ${server} (${reason}). Set sslmode and sslrootcert in ${URL_OPTION} to what the server offers.`,
  DATABASE_MISSING: ({ server, database, reason }) =>
    `${database} is not on ${server} (${reason}). Create it, or correct the name in ${URL_OPTION}.`,
  DATABASE_NO_RIGHTS: ({ server, user, failure, reason }) =>
    `${server}: ${user} lacks a right (${failure?.code === '42501' ? failure.message : reason}). Grant it, or use the owner of the database in ${URL_OPTION}.`,
  DATABASE_READ_ONLY: ({ server }) =>
    `${server} takes no writes (standby, or default_transaction_read_only is on). Name the primary in ${URL_OPTION}.`,
  DATABASE_TOO_MANY_CONNECTIONS: ({ server }) =>
    `${server} has no connection left. Close other clients, or raise max_connections.`,
  DATABASE_DISK_FULL: ({ server }) =>
    `The disk of ${server} is full. Make room on its volume and run again; the run goes on where it stopped.`,
  DATABASE_OUT_OF_RESOURCES: ({ server, reason }) =>
    `${server} is out of resources (${reason}). Read its log; run with smaller --chunk-size or fewer --workers.`,
  DATABASE_LOST: ({ server, reason }) =>
    `The connection to ${server} broke (${reason}). Run again when the server is back; what was committed stays.`,
  DATABASE_TIMEOUT: ({ server, reason }) =>
    `${server} took longer than allowed (${reason}). End the session that blocks, or raise --lock-timeout-ms or --statement-timeout-ms.`,
  DATABASE_CONFLICT: ({ server, reason }) =>
    `A transaction on ${server} lost against another session (${reason}). Stop the other writers and run again.`,
  DATABASE_FAILED: ({ server, failure }) =>
    `${server} refused a statement (${describe(failure)}). The server's log has the statement.`,
};

function formatPlace({ host, port }: DatabaseAddress): string {
  if (host.startsWith('/')) return `${host}/.s.PGSQL.${port}`;
  return `${host}:${port}`;
}

/** SQLSTATE classes 22 and 23 quote values of the record in their message. */
function describe(failure: PostgresFailure | undefined): string {
  if (failure === undefined) return 'no reason given';
  const { code = 'no SQLSTATE', message, constraint } = failure;
  if (/^2[23]/.test(code))
    return `SQLSTATE ${code}${constraint === undefined ? '' : `, constraint ${constraint}`}`;
  return `${/^[0-9A-Z]{5}$/.test(code) ? 'SQLSTATE ' : ''}${code}: ${message}`;
}

function toFields(failure: PostgresFailure | undefined, address: DatabaseAddress | undefined): ErrorFields {
  const { code, table, column, constraint } = failure ?? {};
  return {
    ...(code === undefined ? {} : { sqlState: code }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
    ...(constraint === undefined ? {} : { constraint }),
    ...address,
  };
}
