import { CortexError, fromPostgresError, type DatabaseAddress } from '@cortex/platform';
import type { Client, PoolClient } from 'pg';
import { isDatabaseTrouble } from '../pool/database-trouble';
import type { SessionPool } from '../pool/session-pool';
import { loadTableCatalog, type TableCatalog, type TableShape } from './table-catalog';
import type { TableName } from '@cortex/domain';

export type StoreEventFields = Readonly<Record<string, string | number | boolean | null>>;
export type OnStoreEvent = (event: string, fields: StoreEventFields) => void;

/** A session for one question, among several that are asked at once. */
export type AskSession = <Result>(work: (client: PoolClient) => Promise<Result>) => Promise<Result>;

/** What all parts of a store share. */
export class StoreContext {
  readonly pool: SessionPool;
  readonly readOnly: boolean;
  readonly migrationsDirectory: string;
  readonly onEvent: OnStoreEvent;
  /** Sessions that work side by side where there is work for several. */
  readonly parallelism: number;
  readonly #address: DatabaseAddress;
  #catalog: TableCatalog | null = null;
  #hasBegun = false;

  constructor(parts: {
    readonly pool: SessionPool;
    readonly readOnly: boolean;
    readonly migrationsDirectory: string;
    readonly address: DatabaseAddress;
    readonly onEvent: OnStoreEvent;
    readonly parallelism: number;
  }) {
    this.pool = parts.pool;
    this.readOnly = parts.readOnly;
    this.migrationsDirectory = parts.migrationsDirectory;
    this.onEvent = parts.onEvent;
    this.parallelism = parts.parallelism;
    this.#address = parts.address;
  }

  /** From here on a failure is one of a run under way, no longer a refusal before anything began. */
  begin(): void {
    this.#hasBegun = true;
  }

  /** A session for a piece of work; what the database throws comes out as a registered error. */
  async withSession<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const progress = { isConnected: false };
    try {
      return await this.pool.withSession((client) => {
        progress.isConnected = true;
        return work(client);
      });
    } catch (error) {
      throw progress.isConnected ? this.toRegistered(error) : this.toConnectionError(error);
    }
  }

  /** Outside of the pool, for the lease. */
  async openSession(applicationName: string): Promise<Client> {
    try {
      return await this.pool.openSession(applicationName);
    } catch (error) {
      throw this.toConnectionError(error);
    }
  }

  /** Errors of the database as registered ones; the caller's own errors as they are. */
  toRegistered(error: unknown): unknown {
    return isDatabaseTrouble(error) ? this.toConnectionError(error) : error;
  }

  /** Whatever happens while connecting is the database's. */
  toConnectionError(error: unknown): CortexError {
    return fromPostgresError(error, this.#hasBegun ? 'during' : 'before', this.#address);
  }

  /** @throws CortexError SCHEMA_BEHIND when the database lacks the table or one of its columns. */
  async shapeOf(client: PoolClient, table: TableName): Promise<TableShape> {
    const shape = (await this.catalog(client)).get(table);
    if (shape !== undefined) return shape;
    throw new CortexError(
      'SCHEMA_BEHIND',
      `The database has no table for ${table}. Apply the migrations first.`,
      {
        fields: { table },
      },
    );
  }

  /** Read once the tables are there; the migrations may be applied after the store was opened. */
  async catalog(client: PoolClient): Promise<TableCatalog> {
    if (this.#catalog !== null) return this.#catalog;
    const catalog = await loadTableCatalog(client);
    if (catalog.size > 0) this.#catalog = catalog;
    return catalog;
  }
}
