/** What an export wrote, and how it came to differ from the archive. */
export interface ExportSummary {
  readonly treeName: string;
  /** The run whose tree was asked for, or null: the tree as the database has it now. */
  readonly at: string | null;
  readonly documents: number;
  readonly bytes: number;
  /** Rows that the database changed, by their table; what triggers and services added to the audit log counts. */
  readonly rows: Readonly<Record<string, RowTally>>;
  readonly files: {
    readonly rewritten: readonly string[];
    readonly created: readonly string[];
    readonly removed: readonly string[];
  };
  /** Values that went to members of the records, and values that only the reserved member `$cortex` can say. */
  readonly columns: {
    readonly own: number;
    readonly reserved: number;
    /** The reserved ones by `<table>.<column>`. */
    readonly reservedBy: Readonly<Record<string, number>>;
  };
  /** Rows that tree and database both changed: their records keep their bytes. */
  readonly conflicts: number;
  /**
   * `unchanged`: every file is as it was archived, which its sha256 says. `equal`: the tree was read again, and says
   * what the database says. `skipped`: it was not (`--no-verify`, or changes of a member of an archive).
   */
  readonly verification: 'unchanged' | 'equal' | 'skipped';
}

export interface RowTally {
  readonly updated: number;
  readonly inserted: number;
  readonly deleted: number;
}
