import type { MigrationStore, ProgressAmount, TableName } from '@cortex/domain';

import type { BuiltRow } from '../resolve/build-row';
import type { LoadedTable, Resolution } from '../resolve/resolution';
import type { MendedRecord } from '../run/mended-record';
import type { ScannedTree } from '../scan/scanned-tree';
import type { ChunkSink } from './chunk-sink';

/** What became of a shared row; decides the disposition of the records whose primary row it is. */
export type RowOutcome = 'inserted' | 'updated' | 'unchanged' | 'kept' | 'conflict' | 'refused';

/** Rows by outcome, per table. */
export interface TableTally {
  inserted: number;
  updated: number;
  unchanged: number;
}

/** What the loading steps share: the tree, the decisions so far, and where chunks go. */
export interface LoadContext {
  readonly tree: ScannedTree;
  readonly resolution: Resolution;
  readonly sink: ChunkSink;
  /** null: an empty database is assumed. */
  readonly store: MigrationStore | null;
  readonly outcomes: RowOutcomes;
  readonly tables: Map<TableName, TableTally>;
  readonly chunkRows: number;
  readonly mended: MendedRecord | undefined;
  readonly onProgress: (done: Partial<ProgressAmount>) => void;
}

export class RowOutcomes {
  private readonly byTable = new Map<LoadedTable, Map<string, RowOutcome>>();
  private readonly claimed = new Map<LoadedTable, string[]>();

  set({ group }: BuiltRow, outcome: RowOutcome): void {
    let outcomes = this.byTable.get(group.table);
    if (outcomes === undefined) this.byTable.set(group.table, (outcomes = new Map<string, RowOutcome>()));
    outcomes.set(group.key, outcome);
  }

  get(table: LoadedTable, key: string): RowOutcome | undefined {
    return this.byTable.get(table)?.get(key);
  }

  /** The row was a stub or a seed and is one no more. */
  claim({ group }: BuiltRow): void {
    const claimed = this.claimed.get(group.table);
    if (claimed === undefined) this.claimed.set(group.table, [group.key]);
    else claimed.push(group.key);
  }

  claimedKeys(table: LoadedTable): readonly string[] {
    return this.claimed.get(table) ?? [];
  }

  /** Rows that PostgreSQL would not take, per table. */
  countRefused(): ReadonlyMap<LoadedTable, number> {
    const counts = new Map<LoadedTable, number>();
    for (const [table, outcomes] of this.byTable) {
      const refused = [...outcomes.values()].filter((outcome) => outcome === 'refused').length;
      if (refused > 0) counts.set(table, refused);
    }
    return counts;
  }
}

export function tallyOf(tables: Map<TableName, TableTally>, table: TableName): TableTally {
  let tally = tables.get(table);
  if (tally === undefined) tables.set(table, (tally = { inserted: 0, updated: 0, unchanged: 0 }));
  return tally;
}
