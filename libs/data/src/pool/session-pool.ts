import { Client, Pool, type PoolClient } from 'pg';
import { applySettings, toClientConfig, type SessionSettings } from './session-settings';
import { Turns } from './turns';

export interface PoolSettings extends SessionSettings {
  readonly maxSessions: number;
  /** A session that broke while nobody used it; the next query opens another. */
  readonly onLost: (error: Error) => void;
}

/** Sessions with our settings, handed out one at a time and given back whatever happens. */
export class SessionPool {
  readonly #pool: Pool;
  readonly #settings: PoolSettings;
  readonly #prepared = new WeakSet<PoolClient>();
  readonly #turns: Turns;
  #closing: Promise<void> | null = null;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#turns = new Turns(settings.maxSessions);
    this.#pool = new Pool({ ...toClientConfig(settings), max: settings.maxSessions });
    this.#pool.on('error', settings.onLost);
    // While a session is handed out the pool does not listen; an unheard 'error' would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Who waits for a session waits for a turn: the pool's own queue gives up after the timeout meant for connecting. */
  async withSession<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return this.#turns.run(() => this.#useSession(work));
  }

  async #useSession<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let isUsable = false;
    try {
      if (!this.#prepared.has(client)) {
        await applySettings(client, this.#settings);
        this.#prepared.add(client);
      }
      const result = await work(client);
      isUsable = true;
      return result;
    } finally {
      // After a failure nobody knows what the session still holds (a transaction, a half-sent COPY): it is closed.
      client.release(!isUsable);
    }
  }

  /** A session outside of the pool, for what has to live long. The caller ends it and listens to its errors. */
  async openSession(applicationName: string): Promise<Client> {
    const settings = { ...this.#settings, applicationName };
    const client = new Client(toClientConfig(settings));
    await client.connect();
    try {
      await applySettings(client, settings);
      return client;
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    await this.#closing;
  }
}
