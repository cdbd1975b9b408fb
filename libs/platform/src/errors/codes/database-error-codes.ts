import { REFUSED_OR_FAILED, type ErrorCodeEntry } from '../error-code-entry';

/** Database: what PostgreSQL, or the way to it, answers. Every error carries the field `phase`. */
export const databaseErrorCodes = {
  /**
   * No PostgreSQL answers at the address.
   * @cause The server is down, host or port are wrong, a name does not resolve, or a firewall drops the packets.
   * @remedy Start the server, or correct `--database-url` (`CORTEX_DATABASE_URL`).
   */
  DATABASE_UNREACHABLE: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * PostgreSQL does not accept this user with this password.
   * @cause Wrong user or password, or no line of `pg_hba.conf` lets this user in from here.
   * @remedy Correct user and password in `--database-url` (`CORTEX_DATABASE_URL`), or add the line to `pg_hba.conf`.
   */
  DATABASE_AUTH_FAILED: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The encrypted connection cannot be established.
   * @cause The server does not speak TLS though `sslmode` asks for it, or its certificate is not trusted.
   * @remedy Set `sslmode` and `sslrootcert` in `--database-url` to what the server offers.
   */
  DATABASE_TLS_FAILED: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The server's version is not supported.
   * @cause The server is older than PostgreSQL 15, or is not PostgreSQL.
   * @remedy Point `--database-url` to a PostgreSQL 16, or use `--target local`.
   */
  DATABASE_VERSION_UNSUPPORTED: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The database cannot hold every character.
   * @cause It was created with another encoding than UTF8.
   * @remedy Create one with `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0` and name it in `--database-url`.
   */
  DATABASE_ENCODING_UNSUPPORTED: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The database does not exist on the server.
   * @cause The name at the end of the URL is wrong, or the database was never created.
   * @remedy Create it (`CREATE DATABASE …`), or correct the name in `--database-url`.
   */
  DATABASE_MISSING: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The user lacks a right that the work needs.
   * @cause The role does not own the schema, or may not create tables, roles, extensions or publications.
   * @remedy Use the owner of the database in `--database-url`, or grant what the message names.
   */
  DATABASE_NO_RIGHTS: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The server takes no writes.
   * @cause It is a standby, or `default_transaction_read_only` is on.
   * @remedy Point `--database-url` to the primary.
   */
  DATABASE_READ_ONLY: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The server has no connection left.
   * @cause `max_connections`, or the role's or database's own limit, is reached.
   * @remedy Close other clients, raise the limit, or run with fewer workers.
   */
  DATABASE_TOO_MANY_CONNECTIONS: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The disk of the server is full.
   * @cause Data, WAL or temporary files took the last byte. The transaction is rolled back.
   * @remedy Make room on the server's volume and run again; the run goes on where it stopped.
   */
  DATABASE_DISK_FULL: { exitCode: REFUSED_OR_FAILED, httpStatus: 507 },
  /**
   * The server is out of memory or another resource.
   * @cause `work_mem`, the lock table or the machine's memory is too small for the work.
   * @remedy Read the server's log; run with smaller batches or fewer workers.
   */
  DATABASE_OUT_OF_RESOURCES: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * The connection broke while it was in use.
   * @cause The server was restarted, a backend was terminated, or the network dropped the connection.
   * @remedy Run again when the server is back; what was committed stays, and the run goes on behind it.
   */
  DATABASE_LOST: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * A statement or a lock took longer than allowed.
   * @cause Another session holds a lock, or the server is overloaded.
   * @remedy End the session that holds the lock, or raise `--lock-timeout-ms` or `--statement-timeout-ms`.
   */
  DATABASE_TIMEOUT: { exitCode: REFUSED_OR_FAILED, httpStatus: 504 },
  /**
   * A transaction lost against another one and all retries were used up.
   * @cause Deadlock or serialization failure with a session outside of this program.
   * @remedy Stop the other writers and run again.
   */
  DATABASE_CONFLICT: { exitCode: REFUSED_OR_FAILED, httpStatus: 409 },
  /**
   * PostgreSQL refused a statement for a reason that has no code of its own here.
   * @cause The field `sqlState` says which; the server's log has the statement.
   * @remedy Look up the SQLSTATE in the PostgreSQL manual, appendix A; report it when it looks like a defect.
   */
  DATABASE_FAILED: { exitCode: REFUSED_OR_FAILED, httpStatus: 500 },
  /**
   * The embedded PostgreSQL did not start, or did not stop.
   * @cause The data directory is damaged or of another major version, or lies where the server's user cannot go.
   * @remedy Follow the message; the server's own words are in `postgres.log` in the data directory. `--target
   * existing` with `--database-url` uses a server of your own instead.
   */
  EMBEDDED_SERVER_FAILED: { exitCode: REFUSED_OR_FAILED, httpStatus: 503 },
  /**
   * There is no embedded PostgreSQL for this machine.
   * @cause The npm package with the binaries for this operating system and processor is not installed.
   * @remedy Run `npm install` without `--omit=optional`, or use `--target existing` with `--database-url`.
   */
  EMBEDDED_SERVER_UNAVAILABLE: { exitCode: 4, httpStatus: 503 },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
