import type {
  ChunkHeader,
  ChunkRows,
  ChunkWriter,
  DatabaseSnapshot,
  FoundQuarantine,
  LedgerEntry,
  LedgerRange,
  MigrationStore,
  NewRun,
  OpenedRun,
  PublishedRun,
  RowState,
  RunCounts,
  RunEnd,
  RunLease,
  RunProgress,
  StoredDocument,
  StoredFile,
  StoredQuarantine,
  StoredRun,
  TableName,
  TargetDescription,
  WatchedRun,
  UndoFacts,
  UndoStep,
} from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { PoolClient } from 'pg';
import { isMissingTable } from '../pool/database-trouble';
import { acquireLease } from './acquire-lease';
import { commitChunk } from './commit-chunk';
import { committedChunks } from './committed-chunks';
import { countRun } from './count-run';
import { deferDefinitions } from './deferred/defer-definitions';
import { restoreDefinitions } from './deferred/restore-definitions';
import { currentDocuments } from './current-documents';
import { describeTarget } from './describe-target';
import { finishRun } from './finish-run';
import { lastPublished } from './last-published';
import { ledgerOf } from './ledger-of';
import { listRuns } from './list-runs';
import { lookupRows } from './lookup-rows';
import { openRun } from './open-run';
import { findQuarantine, listQuarantine, type QuarantineFilter } from './read-quarantine';
import { readRedactionKey } from './read-redaction-key';
import { readSnapshot } from './read-snapshot';
import { readStoredFiles } from './read-stored-files';
import { refreshViews } from './refresh-views';
import { reportProgress } from './report-progress';
import type { StoreContext } from './store-context';
import { watchRun } from './watch-run';
import { beginUndo } from './undo/begin-undo';
import { finishUndo } from './undo/finish-undo';
import { readUndoFacts } from './undo/read-undo-facts';
import { undoChunks } from './undo/undo-chunks';

/** The port, method by method; each lives in the file of its name. */
export class PostgresMigrationStore implements MigrationStore {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async describeTarget(): Promise<TargetDescription> {
    return describeTarget(this.#context);
  }

  async lastPublished(): Promise<PublishedRun | null> {
    return this.#lookUp(lastPublished, null);
  }

  async currentDocuments(): Promise<ReadonlyMap<string, StoredDocument>> {
    return this.#lookUp(currentDocuments, new Map());
  }

  async lookupRows(table: TableName, keys: readonly string[]): Promise<ReadonlyMap<string, RowState>> {
    const context = this.#context;
    return this.#lookUp(async (client) => {
      const shape = (await context.catalog(client)).get(table);
      return shape === undefined ? new Map() : lookupRows(client, shape, keys);
    }, new Map());
  }

  async ledgerOf(ranges: readonly LedgerRange[]): Promise<readonly LedgerEntry[]> {
    return this.#lookUp((client) => ledgerOf(client, ranges), []);
  }

  storedFiles(): AsyncIterable<StoredFile> {
    return readStoredFiles(this.#context);
  }

  async readSnapshot<Result>(work: (snapshot: DatabaseSnapshot) => Promise<Result>): Promise<Result> {
    return readSnapshot(this.#context, work);
  }

  async redactionKey(): Promise<Buffer | null> {
    return this.#context.withSession((client) => readRedactionKey(client, this.#context.readOnly));
  }

  async acquireLease(holder: string): Promise<RunLease> {
    this.#refuseIfReadOnly();
    return acquireLease(this.#context, holder);
  }

  async openRun(lease: RunLease, run: NewRun): Promise<OpenedRun> {
    return openRun(this.#context, lease, run);
  }

  async committedChunks(runId: string): Promise<ReadonlyMap<number, string>> {
    return this.#lookUp<ReadonlyMap<number, string>>((client) => committedChunks(client, runId), new Map());
  }

  async commitChunk(
    lease: RunLease,
    chunk: ChunkHeader,
    work: (writer: ChunkWriter) => Promise<ChunkRows>,
  ): Promise<ChunkRows> {
    return commitChunk(this.#context, { lease, chunk, work });
  }

  get parallelism(): number {
    return this.#context.parallelism;
  }

  async deferDefinitions(lease: RunLease, runId: string): Promise<number> {
    return deferDefinitions(this.#context, lease, runId);
  }

  async restoreDefinitions(lease: RunLease): Promise<number> {
    return restoreDefinitions(this.#context, lease);
  }

  async countRun(runId: string): Promise<RunCounts> {
    return countRun(this.#context, runId);
  }

  async finishRun(lease: RunLease, runId: string, end: RunEnd): Promise<void> {
    await finishRun(this.#context, lease, { runId, end });
  }

  async refreshViews(requestedBy: string): Promise<void> {
    this.#refuseIfReadOnly();
    const isRefreshed = await this.#context.withSession((client) => refreshViews(client, requestedBy));
    if (isRefreshed) this.#context.onEvent('data.views.refreshed', { requestedBy });
  }

  async reportProgress(lease: RunLease, progress: RunProgress): Promise<void> {
    await reportProgress(this.#context, lease, progress);
  }

  async watchRun(): Promise<WatchedRun | null> {
    return this.#lookUp(watchRun, null);
  }

  async listRuns(limit: number): Promise<readonly StoredRun[]> {
    return this.#lookUp((client) => listRuns(client, limit), []);
  }

  async listQuarantine(filter: QuarantineFilter): Promise<readonly StoredQuarantine[]> {
    return this.#lookUp((client) => listQuarantine(client, filter), []);
  }

  async findQuarantine(id: string): Promise<FoundQuarantine | null> {
    return this.#lookUp((client) => findQuarantine(client, id), null);
  }

  async readUndo(runId: string): Promise<UndoFacts | null> {
    return this.#lookUp(
      async (client) => readUndoFacts(client, await this.#context.catalog(client), runId),
      null,
    );
  }

  async beginUndo(
    lease: RunLease,
    runId: string,
    approve: (facts: UndoFacts | null) => UndoFacts,
  ): Promise<UndoFacts> {
    return beginUndo(this.#context, lease, { runId, approve });
  }

  undoChunks(lease: RunLease, runId: string, chunkRows: number): AsyncIterable<UndoStep> {
    return undoChunks(this.#context, { lease, runId, chunkRows });
  }

  async finishUndo(lease: RunLease, runId: string): Promise<void> {
    await finishUndo(this.#context, lease, runId);
  }

  async close(): Promise<void> {
    await this.#context.pool.close();
  }

  /** In a database without the schema there is nothing yet. */
  async #lookUp<Result>(read: (client: PoolClient) => Promise<Result>, nothing: Result): Promise<Result> {
    return this.#context.withSession(async (client) => {
      try {
        return await read(client);
      } catch (error) {
        if (isMissingTable(error)) return nothing;
        throw error;
      }
    });
  }

  #refuseIfReadOnly(): void {
    if (!this.#context.readOnly) return;
    throw new CortexError('INTERNAL', 'A store that was opened read-only was asked to write.');
  }
}
