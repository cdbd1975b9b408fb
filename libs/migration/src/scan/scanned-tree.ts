import type {
  AppendTable,
  DocumentHead,
  DocumentTail,
  NoteCode,
  QuarantineReason,
  Spool,
  TableName,
  TreeSummary,
} from '@cortex/domain';

/** What the first pass leaves: documents in memory, facts and records in the spools. */
export interface ScannedTree {
  readonly summary: TreeSummary;
  readonly documents: readonly ScannedDocument[];
  readonly records: number;
  readonly chunks: readonly SpooledChunk[];
  readonly facts: FactIndex;
  readonly references: ReferenceIndex;
  readonly notes: NoteCounter;
  readonly byteSpool: Spool;
  readonly factSpool: Spool;
  readonly recordSpool: Spool;
}

export interface ScannedDocument {
  readonly head: DocumentHead;
  readonly tail: Omit<DocumentTail, 'root'>;
  /** Where the raw bytes lie in the byte spool; null for members of archives. */
  readonly bytesAt: number | null;
  /** Where the redacted JSON text lies in the fact spool; null when the document keeps none. */
  readonly doc: SpoolSlice | null;
  readonly records: number;
  readonly quarantined: number;
}

export interface SpoolSlice {
  readonly offset: number;
  readonly length: number;
}

/** A run of records of one document, written to the record spool by a `RecordPack`. */
export interface SpooledChunk extends SpoolSlice {
  readonly document: number;
  readonly firstOrdinal: number;
  readonly records: number;
  readonly bytes: number;
  /** Number of the first fact that its records name. */
  readonly firstFact: number;
}

/** A record as it waits for its disposition; short names because a million of them are written and read. */
export interface SpooledRecord {
  readonly o: number;
  readonly p: number | null;
  readonly k: string;
  readonly r: string;
  readonly s: number;
  readonly l: number;
  readonly h: string;
  readonly q?: { readonly reason: QuarantineReason; readonly detail: string };
  readonly f?: readonly SpooledFact[];
}

/** `e`: a fact on a row that others may share, by its number in the index. `a`: a row of its own. */
export type SpooledFact =
  | { readonly e: number }
  | { readonly a: AppendTable; readonly r: readonly (string | null)[]; readonly t: string };

/** Tables whose rows are made of facts that several records may share. */
export type SharedTable = Exclude<TableName, AppendTable | 'taskVersions'>;

/** A fact waiting for identity: what is needed to decide in memory, the row itself in the fact spool. */
export interface IndexedFact extends SpoolSlice {
  readonly number: number;
  readonly table: SharedTable;
  /** As the source says it, before aliases. */
  readonly key: string;
  readonly document: number;
  readonly ordinal: number;
  /** Of the mapped row: equal rows on one key are duplicates. */
  readonly hash: string;
  readonly precedence: number;
  readonly updatedAt: string | null;
  /** Ids in the columns that refer to the row's own table, raw. */
  readonly selfReferences: readonly string[] | null;
  /** Tasks only. */
  readonly task: {
    readonly createdAt: string | null;
    readonly title: string | null;
    readonly originRank: number;
    readonly overlay: boolean;
  } | null;
  /** See `PatchFact`; absent where a record tells of the row. */
  readonly patch?: 'columns' | 'deleted';
}

export type FactIndex = ReadonlyMap<SharedTable, ReadonlyMap<string, readonly IndexedFact[]>>;

/** First record that refers to an id, by table and id. */
export type ReferenceIndex = ReadonlyMap<ReferencedTable, ReadonlyMap<string, RecordPosition>>;
export type ReferencedTable = 'agents' | 'tasks' | 'assets' | 'users' | 'governancePolicies';

export interface RecordPosition {
  readonly document: number;
  readonly ordinal: number;
}

export interface CountedNote {
  readonly code: NoteCode;
  readonly subject: string;
  readonly count: number;
}

/** Counts decisions by (code, subject). */
export interface NoteCounter {
  add(code: NoteCode, subject: string, count?: number): void;
  entries(): readonly CountedNote[];
  /** The same in the order in which they first came. */
  counted(): readonly CountedNote[];
}
