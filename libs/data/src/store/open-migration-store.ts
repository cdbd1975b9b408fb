import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { MigrationStore } from '@cortex/domain';
import { readDatabaseAddress } from '@cortex/platform';
import { SessionPool } from '../pool/session-pool';
import { checkServerVersion } from './check-server-version';
import { PostgresMigrationStore } from './postgres-migration-store';
import { StoreContext, type OnStoreEvent } from './store-context';

export interface MigrationStoreOptions {
  /** A direct connection, no transaction pooler. */
  readonly connectionString: string;
  readonly readOnly: boolean;
  /** As pg_stat_activity shows it; `cortex-migrator` unless given. */
  readonly applicationName?: string;
  readonly connectTimeoutMs?: number;
  /** 0, the default, is never. */
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** Sessions of the pool. */
  readonly maxSessions?: number;
  /** Sessions that load, count or build indexes side by side; one per core unless given. */
  readonly parallelism?: number;
  /** The folder with `<timestamp>_<name>/migration.sql`; found beside the bundle or in the source tree unless given. */
  readonly migrationsDirectory?: string;
  readonly onEvent?: OnStoreEvent;
}

/**
 * Connects and makes sure that somebody it can talk to answers.
 *
 * @throws CortexError `DATABASE_*`, among them DATABASE_VERSION_UNSUPPORTED for a server older than 15.
 */
export async function openMigrationStore(options: MigrationStoreOptions): Promise<MigrationStore> {
  const context = createContext(options);
  try {
    await context.withSession(checkServerVersion);
    return new PostgresMigrationStore(context);
  } catch (error) {
    await context.pool.close();
    throw error;
  }
}

function createContext(options: MigrationStoreOptions): StoreContext {
  const { connectionString, readOnly, onEvent = () => {}, migrationsDirectory = findMigrations() } = options;
  const { applicationName = 'cortex-migrator', connectTimeoutMs = 10_000, maxSessions = 8 } = options;
  const parallelism = Math.min(options.parallelism ?? availableParallelism(), maxSessions);
  const { statementTimeoutMs = 0, lockTimeoutMs = 30_000 } = options;
  const address = readDatabaseAddress(connectionString);
  const timeouts = { connectTimeoutMs, statementTimeoutMs, lockTimeoutMs };
  const onLost = (error: Error) => onEvent('data.session.lost', { reason: error.message });
  const pool = new SessionPool({
    connectionString,
    readOnly,
    applicationName,
    maxSessions,
    onLost,
    ...timeouts,
  });
  return new StoreContext({ pool, readOnly, migrationsDirectory, address, onEvent, parallelism });
}

/** Beside the bundle when the app is built, in the source tree otherwise. */
function findMigrations(): string {
  const besideBundle = join(__dirname, 'migrations');
  return existsSync(besideBundle) ? besideBundle : join(__dirname, '../../../../prisma/migrations');
}
