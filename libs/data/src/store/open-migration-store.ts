import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationStore } from '@cortex/domain';
import { CortexError, readDatabaseAddress } from '@cortex/platform';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';
import { SessionPool } from '../pool/session-pool';
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
  /** Chunks that may be in work at once. */
  readonly maxSessions?: number;
  /** The folder with `<timestamp>_<name>/migration.sql`; found beside the bundle or in the source tree unless given. */
  readonly migrationsDirectory?: string;
  readonly onEvent?: OnStoreEvent;
}

/** What the migrations are tested with; 14 and older lack parts of what they use. */
const OLDEST_SERVER = 150_000;

const SELECT_VERSION = `
  SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS name`;

const versionRow = z.object({ number: z.number(), name: z.string() });

/**
 * Connects and makes sure that somebody it can talk to answers.
 *
 * @throws CortexError `DATABASE_*`, among them DATABASE_VERSION_UNSUPPORTED for a server older than 15.
 */
export async function openMigrationStore(options: MigrationStoreOptions): Promise<MigrationStore> {
  const context = createContext(options);
  try {
    await context.withSession(checkVersion);
    return new PostgresMigrationStore(context);
  } catch (error) {
    await context.pool.close();
    throw error;
  }
}

function createContext(options: MigrationStoreOptions): StoreContext {
  const { connectionString, readOnly, onEvent = () => {}, migrationsDirectory = findMigrations() } = options;
  const { applicationName = 'cortex-migrator', connectTimeoutMs = 10_000, maxSessions = 8 } = options;
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
  return new StoreContext({ pool, readOnly, migrationsDirectory, address, onEvent });
}

async function checkVersion(client: PoolClient): Promise<void> {
  const { number, name } = await queryOne(client, versionRow, { text: SELECT_VERSION });
  if (number >= OLDEST_SERVER) return;
  throw new CortexError(
    'DATABASE_VERSION_UNSUPPORTED',
    `The server is PostgreSQL ${name}; 15 is the oldest that works. Point --database-url to a PostgreSQL 16, or use --target local.`,
    { fields: { phase: 'before', serverVersion: name } },
  );
}

/** Beside the bundle when the app is built, in the source tree otherwise. */
function findMigrations(): string {
  const besideBundle = join(__dirname, 'migrations');
  return existsSync(besideBundle) ? besideBundle : join(__dirname, '../../../../prisma/migrations');
}
