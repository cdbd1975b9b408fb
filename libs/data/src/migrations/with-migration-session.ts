import { fromPostgresError, readDatabaseAddress } from '@cortex/platform';
import { Client } from 'pg';
import { applySettings, toClientConfig, type SessionSettings } from '../pool/session-settings';

const CONNECT_TIMEOUT_MS = 10_000;

/** A migration that waits longer than this for a lock gives up: everybody else would queue up behind it. */
const LOCK_TIMEOUT_MS = 10_000;

export function migrationSettings(
  connectionString: string,
  overrides: { readonly readOnly?: boolean; readonly lockTimeoutMs?: number } = {},
): SessionSettings {
  return {
    connectionString,
    readOnly: false,
    applicationName: 'cortex-migrations',
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    statementTimeoutMs: 0,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    ...overrides,
  };
}

/**
 * Runs `work` in a session of its own and ends it.
 *
 * @throws CortexError DATABASE_… when no session can be had, or PostgreSQL refuses a statement of `work`.
 */
export async function withMigrationSession<Result>(
  settings: SessionSettings,
  work: (session: Client) => Promise<Result>,
): Promise<Result> {
  const session = new Client(toClientConfig(settings));
  // A session that breaks while it idles must not end the process; its next statement reports it.
  session.on('error', () => {});
  try {
    await session.connect();
    await applySettings(session, settings);
    return await work(session);
  } catch (error) {
    throw fromPostgresError(error, 'before', readDatabaseAddress(settings.connectionString));
  } finally {
    await session.end();
  }
}
