import {
  type AppendRow,
  type ChunkWriter,
  type DecidedRow,
  type NewDocument,
  type NewLedgerEntry,
  type NewQuarantine,
  type RefusedRow,
  type TableName,
} from '@cortex/domain';
import type { PoolClient } from 'pg';
import { appendRows, type AppendedRows } from './append-rows';
import { DocumentBytesBuffer } from './document-bytes-buffer';
import { StagingTable } from './staging-table';
import type { StoreContext } from './store-context';
import { retireDocuments, writeDocuments } from './write-documents';
import { writeLedger } from './write-ledger';
import { writeQuarantine } from './write-quarantine';
import { writeRows, type RowTarget } from './write-rows';

/** Writes within the one transaction of a chunk. */
export class PostgresChunkWriter implements ChunkWriter {
  readonly #context: StoreContext;
  readonly #client: PoolClient;
  readonly #runId: string;
  readonly #bytes: DocumentBytesBuffer;
  readonly #staging = new Map<TableName, StagingTable>();

  constructor(context: StoreContext, client: PoolClient, runId: string) {
    this.#context = context;
    this.#client = client;
    this.#runId = runId;
    this.#bytes = new DocumentBytesBuffer(client);
  }

  async insertDocuments(documents: readonly NewDocument[]): Promise<readonly string[]> {
    return writeDocuments(this.#client, this.#runId, documents);
  }

  async retireDocuments(documentIds: readonly string[]): Promise<void> {
    await retireDocuments(this.#client, this.#runId, documentIds);
  }

  async insertDocumentBytes(documentId: string, chunkNo: number, bytes: Uint8Array): Promise<void> {
    await this.#bytes.add(documentId, chunkNo, bytes);
  }

  async writeRows(table: TableName, rows: readonly DecidedRow[]): Promise<readonly RefusedRow[]> {
    const refused = await writeRows(await this.#targetOf(table), rows);
    this.#report(table, refused);
    return refused;
  }

  async appendRows(table: TableName, rows: readonly AppendRow[]): Promise<AppendedRows> {
    const shape = await this.#context.shapeOf(this.#client, table);
    const appended = await appendRows(this.#client, shape, rows);
    this.#report(table, appended.refused);
    return appended;
  }

  async writeLedger(entries: readonly NewLedgerEntry[]): Promise<void> {
    await writeLedger(this.#client, this.#runId, entries);
  }

  async insertQuarantine(items: readonly NewQuarantine[]): Promise<void> {
    await writeQuarantine(this.#client, this.#runId, items);
  }

  /** Sends what is still waiting; the last word before the checkpoint. */
  async flush(): Promise<void> {
    await this.#bytes.flush();
  }

  async #targetOf(table: TableName): Promise<RowTarget> {
    const shape = await this.#context.shapeOf(this.#client, table);
    const staging = this.#staging.get(table) ?? new StagingTable(this.#client, shape);
    this.#staging.set(table, staging);
    return { client: this.#client, runId: this.#runId, shape, staging };
  }

  #report(table: TableName, refused: readonly RefusedRow[]): void {
    const [first] = refused;
    if (first === undefined) return;
    const { sqlState, constraint } = first;
    this.#context.onEvent('data.rows.refused', { table, rows: refused.length, sqlState, constraint });
  }
}
