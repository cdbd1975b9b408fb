import { ChunkRace, type DecidedRow, type RefusedRow } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { copyPieces } from '../copy/copy-pieces';
import { encodeCopyLine } from '../copy/encode-copy-line';
import { loadExceptRefused } from './load-except-refused';
import { mergeStatements, type MergeStatements } from './merge-statements';
import type { StagingTable } from './staging-table';
import type { TableShape } from './table-catalog';

export interface RowTarget {
  readonly client: ClientBase;
  readonly runId: string;
  readonly shape: TableShape;
  readonly staging: StagingTable;
}

/**
 * Inserts and updates as decided. Either all rows of a range are written, with their before-images and what is
 * remembered of their import, or none is.
 *
 * @throws ChunkRace when a row is there that was not, or is no longer as it was when it was looked up.
 */
export async function writeRows(
  target: RowTarget,
  rows: readonly DecidedRow[],
): Promise<readonly RefusedRow[]> {
  if (rows.length === 0) return [];
  await target.staging.create();
  const statements = mergeStatements(target.shape, target.staging.name);
  return loadExceptRefused(target.client, rows.length, async (from, to) => {
    await target.staging.fill(copyPieces(from, to, (index) => encodeRow(target.shape, rows[index], index)));
    await merge(target, statements, countOperations(rows.slice(from, to)));
  });
}

interface OperationCounts {
  readonly inserts: number;
  /** Inserts of rows that were imported before and deleted since. */
  readonly reinserts: number;
  readonly updates: number;
}

async function merge(target: RowTarget, statements: MergeStatements, counts: OperationCounts): Promise<void> {
  const { client, runId, shape } = target;
  if (counts.reinserts > 0) await client.query(statements.keepImports, [runId, shape.sqlName]);
  if (counts.inserts > 0) {
    const { rowCount } = await client.query(statements.insert);
    expectAll(shape, { operation: 'insert', expected: counts.inserts, actual: rowCount });
  }
  if (counts.updates > 0) {
    await client.query(statements.keepBeforeImages, [runId, shape.sqlName]);
    const { rowCount } = await client.query(statements.update);
    expectAll(shape, { operation: 'update', expected: counts.updates, actual: rowCount });
  }
  await client.query(statements.rememberImages, [runId, shape.sqlName]);
}

interface Merged {
  readonly operation: DecidedRow['operation'];
  readonly expected: number;
  readonly actual: number | null;
}

function expectAll(shape: TableShape, { operation, expected, actual }: Merged): void {
  if (actual === expected) return;
  throw new ChunkRace(
    `Of ${expected} rows of ${shape.sqlName} to ${operation}, ${actual ?? 0} were written: others changed since they were looked up.`,
  );
}

function countOperations(rows: readonly DecidedRow[]): OperationCounts {
  const inserts = rows.filter(({ operation }) => operation === 'insert').length;
  const reinserts = rows.filter(({ wasImported }) => wasImported === true).length;
  return { inserts, reinserts, updates: rows.length - inserts };
}

function encodeRow(shape: TableShape, row: DecidedRow | undefined, index: number): string {
  if (row === undefined) return '';
  const values = shape.columns.map(({ field }) => row.row[field]);
  return encodeCopyLine([index, row.key, row.operation, row.expectedVersion, row.image, ...values]);
}
