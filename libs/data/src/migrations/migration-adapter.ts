import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type ClientBase, type PoolConfig } from 'pg';
import { applySettings } from '../pool/session-settings';
import { atomicScript } from './atomic-script';
import { readCharColumns } from './read-char-columns';
import { createShadowDatabase } from './shadow-database';
import { migrationSettings } from './with-migration-session';

type Connection = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * Prisma's PostgreSQL adapter with what the schema engine needs and the stock adapter lacks: scripts that are not cut
 * at semicolons, the type `"char"`, and a shadow database that is really another database.
 */
export class MigrationAdapter extends PrismaPg {
  readonly #pool: Pool;
  readonly #connectionString: string;
  #scriptFailure: unknown;

  constructor(connectionString: string) {
    const pool = openPool({ connectionString, max: 2 }, connectionString);
    super(pool);
    this.#pool = pool;
    this.#connectionString = connectionString;
  }

  override async connect(): Promise<Connection> {
    return this.#prepare(await super.connect(), this.#pool, atomicScript);
  }

  /** The stock one connects to the *live* database when it was given a connection string; migrations would run there. */
  override async connectToShadowDb(): Promise<Connection> {
    const shadow = await createShadowDatabase(this.#connectionString);
    const pool = openPool(shadow.config, this.#connectionString);
    // Nothing is noted there.
    const connection = this.#prepare(await new PrismaPg(pool).connect(), pool, (script) => script);
    return Object.assign(connection, {
      dispose: async () => {
        await pool.end();
        await shadow.drop();
      },
    });
  }

  /** Ends the pool: the engine takes an advisory lock that it never gives back, and the process would linger. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** PostgreSQL's own error of the script that failed; the engine tells only part of it, in a stack trace. */
  get scriptFailure(): unknown {
    return this.#scriptFailure;
  }

  #prepare(connection: Connection, pool: Pool, complete: (script: string) => string): Connection {
    return Object.assign(connection, {
      // One simple query: PostgreSQL runs it as one transaction and knows where statements end. The stock adapter
      // splits at every semicolon, also inside strings and function bodies.
      executeScript: async (script: string) => {
        try {
          await pool.query(complete(script));
        } catch (error) {
          this.#scriptFailure = error;
          // onError is protected but the only way to an error that the engine understands.
          connection['onError'](error);
        }
      },
      queryRaw: readCharColumns(connection, pool),
    });
  }
}

function openPool(config: PoolConfig, connectionString: string): Pool {
  const settings = migrationSettings(connectionString);
  // The pool waits for it, whatever its types say. Among the settings is UTC: the adapter drops the offset of a
  // timestamptz instead of applying it.
  const onConnect: (client: ClientBase) => unknown = (client) => applySettings(client, settings);
  const pool = new Pool({ ...config, application_name: settings.applicationName, onConnect });
  // A connection that breaks while it idles must not end the process; the next query reports it.
  pool.on('error', () => {});
  return pool;
}
