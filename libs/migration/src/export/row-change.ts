import type { SqlRow, TableName } from '@cortex/domain';

import type { Row } from '../resolve/resolution';

/** One row that the database has otherwise than the tree says. */
export interface RowChange {
  readonly table: TableName;
  /** `rowKeyOf`; of a row of a record's own, empty. */
  readonly key: string;
  /** null: it is gone. */
  readonly live: SqlRow | null;
  /** As the tree says it; null for a row that no record tells of. */
  readonly imported: Row | null;
  /** Columns of the contract that differ; of a new row, those that have a value. */
  readonly fields: readonly string[];
  /** Of a row that a record has for itself: which record, and the how manieth of its rows of the table. */
  readonly at: RowPlace | null;
}

export interface RowPlace {
  readonly document: number;
  readonly ordinal: number;
  readonly position: number;
}
