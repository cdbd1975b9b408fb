import { createDisposablePostgres } from './create-disposable-postgres';

export interface PostgresServer {
  /** URL of its superuser; it listens on the loopback only and trusts everybody there. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Where Debian's package `postgresql-15` puts its programs. */
const BINARIES = '/usr/lib/postgresql/15/bin';

/**
 * A PostgreSQL 15 with an empty data directory of its own: the oldest version that has to work. A machine without it
 * fails the test, it does not skip it.
 */
export async function startPostgres15(): Promise<PostgresServer> {
  const remedy = 'install PostgreSQL 15 with: apt-get install postgresql-15';
  const { url, remove } = await createDisposablePostgres({ binaries: BINARIES, remedy });
  return { url, stop: remove };
}
