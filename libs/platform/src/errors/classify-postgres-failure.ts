import type { databaseErrorCodes } from './codes/database-error-codes';
import type { PostgresFailure } from './read-postgres-failure';

export type DatabaseErrorCode = Exclude<
  keyof typeof databaseErrorCodes,
  | 'EMBEDDED_SERVER_FAILED'
  | 'EMBEDDED_SERVER_UNAVAILABLE'
  | 'DATABASE_VERSION_UNSUPPORTED'
  | 'DATABASE_ENCODING_UNSUPPORTED'
>;

interface Classification {
  readonly code: DatabaseErrorCode;
  /** A few words for the parenthesis of the sentence. */
  readonly reason: string;
}

const unreachable = (reason: string): Classification => ({ code: 'DATABASE_UNREACHABLE', reason });
const refused = (reason: string): Classification => ({ code: 'DATABASE_AUTH_FAILED', reason });
const lost = (reason: string): Classification => ({ code: 'DATABASE_LOST', reason });
const timeout = (reason: string): Classification => ({ code: 'DATABASE_TIMEOUT', reason });
const conflict = (reason: string): Classification => ({ code: 'DATABASE_CONFLICT', reason });
const exhausted = (reason: string): Classification => ({ code: 'DATABASE_OUT_OF_RESOURCES', reason });
const untrusted = (reason: string): Classification => ({ code: 'DATABASE_TLS_FAILED', reason });

/** System codes of Node, SQLSTATEs of PostgreSQL (manual, appendix A), codes of Prisma. */
const BY_CODE: Readonly<Record<string, Classification>> = {
  ECONNREFUSED: unreachable('connection refused'),
  ENOTFOUND: unreachable('host name not found'),
  EAI_AGAIN: unreachable('host name cannot be resolved now'),
  ETIMEDOUT: unreachable('no answer in time'),
  EHOSTUNREACH: unreachable('no route to the host'),
  ENETUNREACH: unreachable('no route to the network'),
  ENOENT: unreachable('no such socket'),
  EACCES: unreachable('no permission to use the socket'),
  ECONNRESET: lost('connection reset'),
  EPIPE: lost('connection closed'),
  EPROTO: untrusted('TLS handshake failed'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('the certificate is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('the certificate chain is self-signed'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('the certificate cannot be verified'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('the issuer of the certificate is unknown'),
  CERT_HAS_EXPIRED: untrusted('the certificate has expired'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('the certificate is for another host'),
  '08001': unreachable('connection not established'),
  '08004': unreachable('connection rejected'),
  '28P01': refused('wrong password'),
  '28000': refused('no entry in pg_hba.conf lets it in'),
  '3D000': { code: 'DATABASE_MISSING', reason: 'no such database' },
  '57P04': { code: 'DATABASE_MISSING', reason: 'the database was dropped' },
  '42501': { code: 'DATABASE_NO_RIGHTS', reason: 'permission denied' },
  '25006': { code: 'DATABASE_READ_ONLY', reason: 'read-only transaction' },
  '53100': { code: 'DATABASE_DISK_FULL', reason: 'disk full' },
  '53300': { code: 'DATABASE_TOO_MANY_CONNECTIONS', reason: 'too many connections' },
  '53000': exhausted('insufficient resources'),
  '53200': exhausted('out of memory'),
  '53400': exhausted('configuration limit exceeded'),
  '57P01': lost('terminated by an administrator or a shutdown'),
  '57P02': lost('the server crashed'),
  '57P05': lost('idle for too long'),
  '25P03': lost('idle in a transaction for too long'),
  '57P03': unreachable('the server is starting up or shutting down'),
  '57014': timeout('statement cancelled or statement_timeout reached'),
  '55P03': timeout('lock not available'),
  '25P04': timeout('transaction_timeout reached'),
  '40001': conflict('serialization failure'),
  '40P01': conflict('deadlock'),
  P1000: refused('wrong user or password'),
  P1001: unreachable('no answer'),
  P1002: unreachable('no answer in time'),
  P1003: { code: 'DATABASE_MISSING', reason: 'no such database' },
  P1008: timeout('operation timed out'),
  P1010: { code: 'DATABASE_NO_RIGHTS', reason: 'permission denied' },
  P1011: untrusted('TLS handshake failed'),
  P1017: lost('the server closed the connection'),
  P2034: conflict('write conflict or deadlock'),
};

/** Words of node-postgres and of PostgreSQL for failures that come without a code, or with one too general. */
const BY_MESSAGE: readonly (readonly [RegExp, Classification])[] = [
  [/no space left on device/i, { code: 'DATABASE_DISK_FULL', reason: 'disk full' }],
  [
    /timeout expired|due to connection timeout|timeout exceeded when trying to connect/i,
    unreachable('no answer in time'),
  ],
  [/connection terminated|not queryable|connection ended/i, lost('connection closed')],
  [/password must be a string|no password/i, refused('no password given')],
  [/does not support SSL/i, untrusted('the server does not speak TLS')],
];

const UNKNOWN: Classification = { code: 'DATABASE_FAILED', reason: 'unexpected failure' };

/** Decides which registered code a failed call is, from the first failure in the chain that is known. */
export function classifyPostgresFailures(failures: readonly PostgresFailure[]): Classification & {
  readonly failure: PostgresFailure | undefined;
} {
  for (const failure of failures) {
    const found = classify(failure);
    if (found !== undefined) return { ...found, failure };
  }
  return { ...UNKNOWN, failure: failures.find(({ code }) => code !== undefined) ?? failures[0] };
}

function classify({ code, message }: PostgresFailure): Classification | undefined {
  const byMessage = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  const byCode = code !== undefined && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  const byClass = code !== undefined && /^08[0-9A-Z]{3}$/.test(code) ? lost('connection failure') : undefined;
  return byCode ?? byMessage ?? byClass;
}
