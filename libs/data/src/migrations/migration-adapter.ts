import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolConfig } from 'pg';
import { readCharColumns } from './read-char-columns';
import { createShadowDatabase } from './shadow-database';

type Connection = Awaited<ReturnType<PrismaPg['connect']>>;

/** A migration that waits longer than this for a lock gives up: everybody else would queue up behind it. */
const LOCK_TIMEOUT_MS = 10_000;

/** UTC because the adapter drops the offset of a timestamptz instead of applying it. */
const SESSION_OPTIONS = `-c lock_timeout=${LOCK_TIMEOUT_MS} -c client_min_messages=warning -c TimeZone=UTC`;

/**
 * Prisma's PostgreSQL adapter with what the schema engine needs and the stock adapter lacks: scripts that are not cut
 * at semicolons, the type `"char"`, and a shadow database that is really another database.
 */
export class MigrationAdapter extends PrismaPg {
  readonly #pool: Pool;
  readonly #connectionString: string;

  constructor(connectionString: string) {
    const pool = openPool({ connectionString, max: 2 });
    super(pool);
    this.#pool = pool;
    this.#connectionString = connectionString;
  }

  override async connect(): Promise<Connection> {
    return prepareConnection(await super.connect(), this.#pool);
  }

  /** The stock one connects to the *live* database when it was given a connection string; migrations would run there. */
  override async connectToShadowDb(): Promise<Connection> {
    const shadow = await createShadowDatabase(this.#connectionString);
    const pool = openPool(shadow.config);
    const connection = prepareConnection(await new PrismaPg(pool).connect(), pool);
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
}

function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, options: SESSION_OPTIONS, application_name: 'cortex-migrations' });
  // An idle connection that breaks must not end the process; the next query reports it.
  pool.on('error', () => {});
  return pool;
}

function prepareConnection(connection: Connection, pool: Pool): Connection {
  // onError is protected but the only way to an error that the engine understands.
  const fail = (error: unknown): never => connection['onError'](error);
  return Object.assign(connection, {
    // One simple query: PostgreSQL runs it as one transaction and knows where statements end. The stock adapter
    // splits at every semicolon, also inside strings and function bodies.
    executeScript: (script: string) => pool.query(script).then(() => undefined, fail),
    queryRaw: readCharColumns(connection, pool),
  });
}
