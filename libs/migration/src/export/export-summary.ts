/** What an export wrote, and how it came to differ from the archive. */
export interface ExportSummary {
  readonly treeName: string;
  /** The run whose tree was asked for, or null: the tree as the database has it now. */
  readonly at: string | null;
  readonly documents: number;
  readonly bytes: number;
}
