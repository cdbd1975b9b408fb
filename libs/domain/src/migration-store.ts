import type { DatabaseSnapshot } from './database-snapshot';
import type { RunCounts } from './run-counts';
import type { DocumentHead, DocumentTail } from './source-document';
import type { FoundQuarantine, StoredQuarantine } from './stored-quarantine';
import type { RunProgress, WatchedRun } from './run-progress';
import type { SqlValue, TableName } from './table-specs';
import type { StoredFile } from './tree-writer';
import type { UndoStore } from './undo-store';

/**
 * Port: the database as the migrator sees it, implemented by `@cortex/data`.
 *
 * A store opened read-only never writes and takes no transaction id. Every write happens in {@link MigrationStore.commitChunk}
 * or in one of the run's own transitions, under the fencing number of the lease: after another process has taken the
 * lock, every commit of this one fails with `FENCED_OUT`.
 */
export interface MigrationStore extends UndoStore {
  describeTarget(): Promise<TargetDescription>;
  /** null when nothing was ever published, or what was is undone. */
  lastPublished(): Promise<PublishedRun | null>;
  /** Documents that are current in the database, by `documentKey`. */
  currentDocuments(): Promise<ReadonlyMap<string, StoredDocument>>;
  /** What is known of rows by their keys (`rowKeyOf`); absent keys are absent from the map. */
  lookupRows(table: TableName, keys: readonly string[]): Promise<ReadonlyMap<string, RowState>>;
  /** The ledger of parts of documents, by document and ordinal. */
  ledgerOf(ranges: readonly LedgerRange[]): Promise<readonly LedgerEntry[]>;
  /** The files of the raw archive that are current, by the bytes of their paths; members of archives lie in theirs. */
  storedFiles(): AsyncIterable<StoredFile>;
  /** The database as it is when the work begins, whatever others commit meanwhile. */
  readSnapshot<Result>(work: (snapshot: DatabaseSnapshot) => Promise<Result>): Promise<Result>;
  /** Key under which secrets are hashed; null on a read-only store without rights or without schema. */
  redactionKey(): Promise<Buffer | null>;

  /** @throws CortexError LOCK_HELD with holder and age. */
  acquireLease(holder: string): Promise<RunLease>;
  /** Creates the run or takes up an unfinished one of the same manifest and mapper. */
  openRun(lease: RunLease, run: NewRun): Promise<OpenedRun>;
  committedChunks(runId: string): Promise<ReadonlyMap<number, string>>;
  /** Chunks that may be committed side by side: sessions that work at once. */
  readonly parallelism: number;
  /**
   * Takes secondary indexes and foreign keys off the tables that are empty, for a load that nobody has seen anything
   * of; remembered in the database until they are back, whatever happens in between. @returns how many.
   */
  deferDefinitions(lease: RunLease, runId: string): Promise<number>;
  /** Puts back all that this run or an earlier one took off. @returns how many. */
  restoreDefinitions(lease: RunLease): Promise<number>;
  /** One transaction: fencing check, the work, the checkpoint. Retried by the caller on {@link ChunkRace}. */
  commitChunk(
    lease: RunLease,
    chunk: ChunkHeader,
    work: (writer: ChunkWriter) => Promise<ChunkRows>,
  ): Promise<ChunkRows>;
  /** The gate's equations, counted by the database alone. */
  countRun(runId: string): Promise<RunCounts>;
  finishRun(lease: RunLease, runId: string, end: RunEnd): Promise<void>;
  refreshViews(requestedBy: string): Promise<void>;

  /** How far the run is, for {@link watchRun}; a zombie's word does not replace its successor's. */
  reportProgress(lease: RunLease, progress: RunProgress): Promise<void>;
  /** null in a database without the schema. */
  watchRun(): Promise<WatchedRun | null>;

  listRuns(limit: number): Promise<readonly StoredRun[]>;
  listQuarantine(filter: {
    readonly runId?: string;
    readonly reason?: string;
    readonly limit: number;
  }): Promise<readonly StoredQuarantine[]>;
  findQuarantine(id: string): Promise<FoundQuarantine | null>;
  close(): Promise<void>;
}

export interface TargetDescription {
  readonly serverVersion: string;
  readonly database: string;
  readonly schema: 'empty' | 'current' | 'behind';
  /** sha256 over schema, roles and run history (not live data); hex. */
  readonly fingerprint: string;
  /** The last published run, if there is one. */
  readonly lastRun: {
    readonly runId: string;
    readonly manifestHash: string;
    readonly mapperVersion: string;
    readonly treeName: string;
  } | null;
}

/** The last run that was published, and whether the database is as it left it. */
export interface PublishedRun {
  readonly runId: string;
  readonly treeName: string;
  readonly manifestHash: string;
  readonly mapperVersion: string;
  readonly report: unknown;
  /** A later run wrote something and was neither published nor undone. */
  readonly hasLaterWork: boolean;
  /** Open quarantine entries whose fate depends on what is in the database: conflicts, refused rows. */
  readonly undecided: number;
}

export interface StoredDocument {
  readonly documentId: string;
  readonly sha256: string;
  readonly kind: string;
  readonly mode: number | null;
  readonly recordCount: number;
  readonly size: number;
  /** See `DocumentHead.stamp`. */
  readonly stamp: string | null;
  /** The document whose place it took. */
  readonly supersedes: string | null;
}

/** `path` and `member` as hex, joined; the identity of a document in a tree. */
export function documentKey(path: Buffer, member: Buffer | null): string {
  return member === null ? path.toString('hex') : `${path.toString('hex')}!${member.toString('hex')}`;
}

export interface RowState {
  readonly exists: boolean;
  /** null where the table carries no version. */
  readonly version: string | null;
  readonly isPlaceholder: boolean;
  readonly imported: {
    readonly image: string;
    readonly version: string | null;
    readonly runId: string;
    readonly operation: 'insert' | 'update';
  } | null;
}

export type Disposition =
  'inserted' | 'updated' | 'unchanged' | 'duplicate' | 'quarantined' | 'archived-only';

export interface LedgerRange {
  readonly documentId: string;
  readonly fromOrdinal: number;
  /** Exclusive. */
  readonly toOrdinal: number;
}

export interface LedgerEntry {
  readonly documentId: string;
  readonly ordinal: number;
  readonly sha256: string;
  readonly disposition: Disposition;
  readonly runId: string;
  readonly rows: readonly LedgerRow[];
}

export interface LedgerRow {
  readonly table: TableName;
  readonly key: string;
  readonly role: 'primary' | 'secondary' | 'stub';
}

export interface RunLease {
  readonly fencing: string;
  readonly holder: string;
  /** Aborted when the session that holds the lock is lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface NewRun {
  readonly treeName: string;
  readonly manifestHash: string;
  readonly mapperVersion: string;
  readonly planHash: string | null;
  readonly target: string;
  readonly documents: number;
  readonly bytes: number;
}

export interface OpenedRun {
  readonly runId: string;
  readonly resumed: boolean;
  readonly startedAt: string;
}

export interface ChunkHeader {
  readonly runId: string;
  readonly chunkNo: number;
  readonly phase: 'documents' | 'rows' | 'records';
  readonly contentHash: string;
  readonly records: number;
  readonly bytes: number;
}

/** Per table: rows written by the chunk. */
export type ChunkRows = Readonly<Record<string, { readonly inserted: number; readonly updated: number }>>;

/** Rows changed between the decision and the write: decide again. */
export class ChunkRace extends Error {
  override readonly name = 'ChunkRace';
}

export interface ChunkWriter {
  /** Gives each document its id; a superseded document of the same name stops being current. */
  insertDocuments(documents: readonly NewDocument[]): Promise<readonly string[]>;
  /** Documents that are no longer in the tree stop being current; their rows and their ledger stay. */
  retireDocuments(documentIds: readonly string[]): Promise<void>;
  /** Pieces of at most 8 MiB. */
  insertDocumentBytes(documentId: string, chunkNo: number, bytes: Uint8Array): Promise<void>;
  /** Inserts and updates as decided; @returns rows that PostgreSQL refused, by index into `rows`. */
  writeRows(table: TableName, rows: readonly DecidedRow[]): Promise<readonly RefusedRow[]>;
  /** Numbers the rows and inserts them; `ids[i]` is null where PostgreSQL refused row i. */
  appendRows(
    table: TableName,
    rows: readonly AppendRow[],
  ): Promise<{ readonly ids: readonly (string | null)[]; readonly refused: readonly RefusedRow[] }>;
  writeLedger(entries: readonly NewLedgerEntry[]): Promise<void>;
  insertQuarantine(items: readonly NewQuarantine[]): Promise<void>;
}

export interface NewDocument {
  readonly head: DocumentHead;
  readonly tail: Omit<DocumentTail, 'root'>;
  /** Redacted JSON text, or null. */
  readonly doc: string | null;
  readonly supersedes: string | null;
}

export interface DecidedRow {
  readonly key: string;
  readonly operation: 'insert' | 'update';
  /** Of the row as it was looked up; the update is guarded by it. */
  readonly expectedVersion: string | null;
  /** An insert of a row that an earlier run imported and SQL deleted since: undo needs what was known of that. */
  readonly wasImported?: boolean;
  readonly image: string;
  readonly row: Readonly<Record<string, SqlValue | undefined>>;
}

/** `references` in the order of the spec's referencing columns, then the rest of the columns as COPY text. */
export interface AppendRow {
  readonly references: readonly (string | null)[];
  readonly encodedTail: string;
}

export interface RefusedRow {
  readonly index: number;
  readonly sqlState: string;
  readonly constraint: string | null;
}

export interface NewLedgerEntry {
  readonly documentId: string;
  readonly ordinal: number;
  readonly parentOrdinal: number | null;
  readonly kind: string;
  readonly pointer: string;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly sha256: string;
  readonly disposition: Disposition;
  readonly reason: string | null;
  readonly rows: readonly LedgerRow[];
  /** The entry exists and gets another disposition and other rows. */
  readonly replaces: boolean;
}

export interface NewQuarantine {
  readonly documentId: string;
  readonly ordinal: number;
  readonly path: Buffer;
  readonly pathText: string;
  readonly member: Buffer | null;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly reason: string;
  readonly detail: string;
  readonly raw: Buffer | null;
}

export interface RunEnd {
  readonly state: 'published' | 'failed' | 'interrupted';
  readonly report: unknown;
  readonly errorCode: string | null;
}

export interface StoredRun {
  readonly runId: string;
  readonly treeName: string;
  readonly state: string;
  readonly target: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly documents: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly records: number;
  readonly report: unknown;
}
