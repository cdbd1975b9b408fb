import type { Note, QuarantineReason } from './fact';

/** What became of a record; see the glossary in the design. */
export interface RecordCounts {
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly archivedOnly: number;
}

/** Rows, not records. `stubs` and `seeds` are part of `total` and also stand apart. */
export interface TableCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly total: number;
  readonly stubs: number;
  readonly seeds: number;
}

export interface NoteCount extends Note {
  readonly count: number;
}

export interface FileCounts {
  readonly path: string;
  readonly member: string | null;
  readonly kind: string;
  readonly bytes: number;
  readonly records: number;
  readonly quarantined: number;
  readonly parseStatus: string;
}

export interface QuarantinedRecord {
  readonly path: string;
  readonly member: string | null;
  readonly ordinal: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

/** Published as `docs/reference/report.schema.json`; fields are added, never renamed. */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly run: {
    readonly id: string | null;
    readonly state: 'dry-run' | 'published' | 'failed' | 'interrupted' | 'unchanged';
    readonly target: string;
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly version: string;
    readonly resumed: boolean;
  };
  readonly manifest: { readonly hash: string; readonly documents: number; readonly bytes: number };
  readonly records: RecordCounts;
  readonly tables: Readonly<Record<string, TableCounts>>;
  /** True only if the database's own counts say so; false for a dry run. */
  readonly closes: boolean;
  readonly closure: readonly ClosureCheck[];
  readonly verification: 'not-run' | 'equal' | 'different';
  /** column → rule → rows. */
  readonly derived: readonly NoteCount[];
  readonly repairs: readonly {
    readonly path: string;
    readonly member: string | null;
    readonly rule: string;
    readonly count: number;
  }[];
  readonly decisions: readonly NoteCount[];
  readonly quarantine: {
    readonly total: number;
    readonly byReason: Readonly<Record<string, number>>;
    readonly first: readonly QuarantinedRecord[];
  };
  readonly kinds: readonly {
    readonly kind: string;
    readonly documents: number;
    readonly records: number;
    readonly bytes: number;
  }[];
  readonly changedDuringRun: readonly string[];
  readonly vanished: readonly string[];
  readonly warnings: readonly string[];
  /** Why nothing was published; null when the run ended well. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Wall clock per phase. */
  readonly timingsMs: Readonly<Record<string, number>>;
}

/** One equation of the conservation gate, with both sides as the database counted them. */
export interface ClosureCheck {
  readonly name: string;
  readonly expected: number;
  readonly actual: number;
  readonly holds: boolean;
}
