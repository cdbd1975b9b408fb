import type { ClientBase } from 'pg';
import { copyInto } from '../copy/copy-into';
import type { TableShape } from './table-catalog';

/** Columns of a staging table before those of the row; none can be the name of a column of a table. */
const STAGING_COLUMNS = [
  'stage_ord',
  'stage_key',
  'stage_operation',
  'stage_version',
  'stage_image',
] as const;

/**
 * A table of texts beside the real one: COPY takes anything into it, and the merge casts. It is temporary, dropped by
 * the commit of its chunk, and empty at the beginning of every attempt.
 */
export class StagingTable {
  readonly name: string;
  readonly #client: ClientBase;
  readonly #columns: readonly string[];
  #isCreated = false;

  constructor(client: ClientBase, shape: TableShape) {
    this.name = `pg_temp."stage_${shape.sqlName}"`;
    this.#client = client;
    this.#columns = [...STAGING_COLUMNS, ...shape.columns.map(({ name }) => name)];
  }

  /** Before the first savepoint, whose rollback would take the table with it. */
  async create(): Promise<void> {
    if (this.#isCreated) return;
    await this.#client.query(createStatement(this.name, this.#columns));
    this.#isCreated = true;
  }

  /** Lines of all columns: order, row key, operation, expected version, image, then the row in the order of the spec. */
  async fill(pieces: Iterable<Uint8Array>): Promise<void> {
    await this.#client.query(`TRUNCATE ${this.name}`);
    await copyInto(this.#client, copyStatement(this.name, this.#columns), pieces);
  }
}

function createStatement(name: string, columns: readonly string[]): string {
  const definitions = columns.map((column) => {
    if (column === 'stage_ord') return `${column} integer`;
    return column === 'stage_version' ? `${column} bigint` : `"${column}" text`;
  });
  return `CREATE TEMPORARY TABLE ${name} (${definitions.join(', ')}) ON COMMIT DROP`;
}

function copyStatement(name: string, columns: readonly string[]): string {
  return `COPY ${name} (${columns.map((column) => `"${column}"`).join(', ')}) FROM STDIN`;
}
