import type {
  MigrationStore,
  OpenSpool,
  ProgressEvent,
  RunReport,
  TreeComparer,
  TreeReader,
} from '@cortex/domain';

import type { MendedRecord } from './mended-record';

/** What a migration needs of the world; wired in the app's `compose.ts`. */
export interface MigrationDependencies {
  readonly reader: TreeReader;
  /** Absent: the tree is always read, whether or not it changed. */
  readonly comparer?: TreeComparer;
  /** null: a dry run without a database; an empty one is assumed. */
  readonly store: MigrationStore | null;
  readonly openSpool: OpenSpool;
  readonly progress: (event: ProgressEvent) => void;
  readonly log: (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;
  readonly now: () => Date;
}

export interface MigrationRequest {
  /** Names the tree in the run's row and in messages; the base name of its root. */
  readonly treeName: string;
  readonly target: string;
  readonly maxQuarantine: QuarantineLimit;
  readonly chunkRecords: number;
  /** Who runs it: user, host and process, for whoever finds the lock taken. */
  readonly holder: string;
  /** Version of the program. */
  readonly version: string;
  /** A quarantined record that somebody mended by hand stands in the tree. */
  readonly mended?: MendedRecord;
  /** Files whose times, size and inode are those of the last import need not be read to be the same. */
  readonly trustStat?: boolean;
  /** Everything is decoded and compared, even when nothing changed. */
  readonly rescan?: boolean;
}

export type QuarantineLimit =
  { readonly kind: 'count'; readonly value: number } | { readonly kind: 'ratio'; readonly value: number };

/** What `plan --out` writes: the predicted report, bound to the tree and to the database that it was made for. */
export interface MigrationPlan {
  readonly schemaVersion: 1;
  readonly mapperVersion: string;
  readonly manifestHash: string;
  /** `empty` when the plan was made without a database. */
  readonly targetFingerprint: string;
  readonly report: RunReport;
}

/** Changes when the same tree would give other rows: plans made before are stale then. */
export const MAPPER_VERSION = '2';

/** A number of records, or a share of them (0.01 = 1 %). */
export function isAboveLimit(limit: QuarantineLimit, quarantined: number, read: number): boolean {
  if (limit.kind === 'count') return quarantined > limit.value;
  return read > 0 && quarantined / read > limit.value;
}
