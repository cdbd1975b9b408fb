import type { Disposition } from './migration-store';

/** The gate's equations, counted by the database alone. */
export interface RunCounts {
  readonly documents: number;
  readonly bytes: number;
  /** Of the current documents: entries of this run by disposition, and of earlier runs by disposition. */
  readonly ofThisRun: Readonly<Record<Disposition, number>>;
  readonly ofEarlierRuns: Readonly<Record<Disposition, number>>;
  /** Documents whose size is not the sum of their spans, envelope and separators. */
  readonly documentsThatDoNotAddUp: number;
  /** Documents whose stored bytes do not have the size of the document. */
  readonly documentsWithoutTheirBytes: number;
  /** Ledger entries without their document or their run, and links without their entry; of all runs. */
  readonly orphanedEntries: number;
  /** Ledger rows that name a row which is not there. */
  readonly danglingRows: number;
  /** Quarantined entries without a quarantine row, and the other way round. */
  readonly quarantineMismatches: number;
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly inserted: number;
        readonly updated: number;
        readonly total: number;
        readonly stubs: number;
        readonly seeds: number;
      }
    >
  >;
}
