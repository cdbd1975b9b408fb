import type { SqlValue, TableName } from '@cortex/domain';

import type { IndexedFact, RecordPosition, ReferencedTable } from '../scan/scanned-tree';
import type { RepeatedUserNames } from './repeated-user-names';

/** Tables whose rows are loaded once for all records, in the order in which their foreign keys allow it. */
export const sharedTableOrder = [
  'users',
  'agents',
  'governancePolicies',
  'assets',
  'tasks',
  'taskVersions',
  'agentAliases',
  'taskAliases',
  'taskLineage',
  'taskHandoffs',
  'agentRuns',
  'assetLineage',
  'policyViolations',
] as const satisfies readonly TableName[];
export type LoadedTable = (typeof sharedTableOrder)[number];

/** One row to be, with the facts that it is made of. */
export interface RowGroup {
  readonly table: LoadedTable;
  /** `rowKeyOf` after aliases and `id#2`. */
  readonly key: string;
  /** Tasks and versions: the one that counts. Others: all, in the order of the documents. */
  readonly facts: readonly IndexedFact[];
  /** `tasks/<id>-cancelled.json` over the winning version. */
  readonly overlays: readonly IndexedFact[];
  /** The last word on its columns. */
  readonly patches: readonly IndexedFact[];
  /** Set on a row that exists only because something refers to it: the first record that does. */
  readonly stubFor: RecordPosition | null;
  /** The id in the source where it differs from the key (`id#2`, short forms). */
  readonly originalId: string | null;
  /** Of a version: why it lost. */
  readonly reason: string | null;
}

/** Who is who: the outcome of the first pass, before anything is asked of the database. */
export interface Resolution {
  readonly groups: ReadonlyMap<LoadedTable, readonly RowGroup[]>;
  /** By fact number: the row it went to. */
  readonly targets: readonly (FactTarget | undefined)[];
  /** Facts that say the same of the same thing as an earlier one. */
  readonly duplicates: ReadonlySet<number>;
  /** Facts on rows that are not to be: SQL deleted them before the tree was exported. */
  readonly deleted: ReadonlySet<number>;
  readonly repeatedUserNames: RepeatedUserNames;
  /** Empty for the id of a row that is not to be. */
  canonicalId(table: ReferencedTable, id: string, at: RecordPosition): string;
  /** Where a row stands in the order of its table: a reference to a later row is a cycle. */
  positionOf(table: 'agents' | 'tasks', key: string): number;
}

export interface FactTarget {
  readonly table: LoadedTable;
  readonly key: string;
}

export type Row = Record<string, SqlValue | undefined>;
