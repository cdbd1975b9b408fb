import type { AppendTable } from './fact';
import type { SqlValue, TableName } from './table-specs';
import type { StoredFile } from './tree-writer';

/**
 * Port: the database at one moment, for whoever has to put several answers together. Everything comes in the order of
 * its keys; a batch is dropped before the next one is read. Needs the rights of the owner or of backups.
 */
export interface DatabaseSnapshot {
  /**
   * The files of the raw archive by the bytes of their paths, as they are now (null), or as a run left them.
   */
  storedFiles(runId: string | null): AsyncIterable<StoredFile>;
  /**
   * Rows that are not as the migrator left them: changed, deleted (`row` is null), or made by somebody else
   * (`image` is null). Untouched seeds are none.
   */
  changedRows(table: TableName): AsyncIterable<readonly LiveRow[]>;
  /** Rows that single records of current documents brought, in the order of document and ordinal. */
  appendedRows(table: AppendTable): AsyncIterable<readonly LiveAppendedRow[]>;
  /** Rows that no record brought, what runs say of themselves excepted. */
  newAppendedRows(table: AppendTable): AsyncIterable<readonly SqlRow[]>;
  /** `path`, `member` and ordinal of the records in quarantine because tree and database both changed their row. */
  conflicts(): Promise<readonly RecordName[]>;
}

/** A row by field; times as ISO 8601 UTC with six digits, jsonb as its text, numbers as their spelling. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface LiveRow {
  /** `rowKeyOf`; empty where the row has no natural key (a service made it). */
  readonly key: string;
  readonly row: SqlRow | null;
  /** Of what was imported, hex. */
  readonly image: string | null;
}

export interface RecordName {
  readonly path: Buffer;
  readonly member: Buffer | null;
  readonly ordinal: number;
}

export interface LiveAppendedRow extends RecordName {
  /** null: it was deleted. */
  readonly row: SqlRow | null;
  /** Retention took what it said; the archive keeps it. */
  readonly isEmptied: boolean;
}
