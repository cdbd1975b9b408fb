import type { ClientBase, ClientConfig } from 'pg';

export interface SessionSettings {
  /** A direct connection (no transaction pooler): locks and temporary tables are held over statements. */
  readonly connectionString: string;
  readonly readOnly: boolean;
  readonly applicationName: string;
  readonly connectTimeoutMs: number;
  /** 0 is never. */
  readonly statementTimeoutMs: number;
  /** 0 is for ever. */
  readonly lockTimeoutMs: number;
}

/**
 * A session that holds a transaction open and says nothing for so long is ended by the server: whoever took over the
 * lock waits for the transactions of its predecessor, and a suspended process must not make it wait for ever.
 */
const IDLE_IN_TRANSACTION_MS = 60_000;
const KEEPALIVE_DELAY_MS = 2_000;

export function toClientConfig(settings: SessionSettings): ClientConfig {
  return {
    connectionString: settings.connectionString,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
  };
}

// Set by a statement instead of the startup parameter `options`, which a URL with options of its own would replace.
// The server finds a dead client after about 5 s of silence (2 + 3 × 1); a killed process closes its socket at once.
const SET_SESSION = `
  SELECT set_config('TimeZone', 'UTC', false),
         set_config('DateStyle', 'ISO', false),
         set_config('client_min_messages', 'warning', false),
         set_config('jit', 'off', false),
         set_config('tcp_keepalives_idle', '2', false),
         set_config('tcp_keepalives_interval', '1', false),
         set_config('tcp_keepalives_count', '3', false),
         set_config('default_transaction_read_only', $1, false),
         set_config('statement_timeout', $2, false),
         set_config('lock_timeout', $3, false),
         set_config('idle_in_transaction_session_timeout', $4, false)`;

// While it executes a statement, a backend does not look at its socket. Not every platform can (Windows refuses).
const WATCH_CLIENT = `SELECT set_config('client_connection_check_interval', '1000', false)`;

/** To be run once on a new session. */
export async function applySettings(client: ClientBase, settings: SessionSettings): Promise<void> {
  await client.query(SET_SESSION, [
    settings.readOnly ? 'on' : 'off',
    String(settings.statementTimeoutMs),
    String(settings.lockTimeoutMs),
    String(IDLE_IN_TRANSACTION_MS),
  ]);
  if (settings.readOnly) return;
  await client.query(WATCH_CLIENT).catch(ignoreUnsupported);
}

/** The check is a courtesy to the next run; fencing does not depend on it. A broken session is met by the next query. */
function ignoreUnsupported(): void {}
