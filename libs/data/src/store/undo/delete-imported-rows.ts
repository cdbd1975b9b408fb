import type { UndoFacts } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../../pool/query-rows';
import type { TableCatalog, TableShape } from '../table-catalog';
import { findChangedRows } from './find-changed-rows';
import { findReferringRows } from './find-referring-rows';
import { keyMatch } from './key-match';
import type { ForeignKeyEdge } from './read-foreign-key-edges';

export interface RowsToDelete {
  readonly runId: string;
  readonly catalog: TableCatalog;
  readonly shape: TableShape;
  /** Of all tables. */
  readonly edges: readonly ForeignKeyEdge[];
  readonly limit: number;
}

// What was known of an import before the run made the row again, SQL having deleted it. Index: pk of both.
const RESTORE_IMPORTS = `
  INSERT INTO imported_rows (table_name, row_key, image_sha256, row_version, run_id, operation)
  SELECT b.table_name, b.row_key, (b.imported ->> 'image_sha256')::bytea, (b.imported ->> 'row_version')::bigint,
         b.imported ->> 'run_id', b.imported ->> 'operation'
  FROM row_before_images b
  WHERE b.run_id = $1 AND b.table_name = $2 AND b.row_key = ANY ($3::text[]) AND b.operation = 'insert'`;

// Index: pk.
const FORGET_IMPORTS = `
  DELETE FROM imported_rows WHERE run_id = $1 AND table_name = $2 AND row_key = ANY ($3::text[])`;

const keyRow = z.object({ row_key: z.string() });

/**
 * Deletes some of the rows that the run inserted, those first to which no other row of the table refers: a cascade would
 * go beyond the chunk. @returns how many keys are done with; 0 when there are none left.
 * @throws CortexError UNDO_REFUSED when somebody changed one of the rows, or refers to it, since the undo began.
 */
export async function deleteImportedRows(client: ClientBase, rows: RowsToDelete): Promise<number> {
  const { runId, shape } = rows;
  const keys = await selectKeys(client, rows);
  if (keys.length === 0) return 0;
  const values = [runId, shape.sqlName, keys];
  const { rowCount: there } = await client.query(lockStatement(shape), [shape.sqlName, keys]);
  const referring = await findReferringRows(client, { ...rows, only: { shape, keys } });
  const { rowCount: deleted } =
    referring.total > 0 ? { rowCount: 0 } : await client.query(deleteStatement(shape), values);
  if (referring.total > 0 || deleted !== there) throw await refusal(client, rows, referring);
  await client.query(FORGET_IMPORTS, values);
  await client.query(RESTORE_IMPORTS, values);
  return keys.length;
}

async function selectKeys(client: ClientBase, rows: RowsToDelete): Promise<readonly string[]> {
  const { runId, shape, limit } = rows;
  const select = async (text: string, values: readonly unknown[]) =>
    (await queryRows(client, keyRow, { text, values: [...values] })).map(({ row_key }) => row_key);
  const leaves = await select(leavesStatement(rows), [runId, shape.sqlName, limit]);
  // Only rows in a circle are left: they go together.
  return leaves.length > 0 ? leaves : select(ALL_KEYS, [runId, shape.sqlName]);
}

const ALL_KEYS = `
  SELECT row_key FROM imported_rows WHERE run_id = $1 AND table_name = $2 AND operation = 'insert'`;

// Index: idx_imported_rows_run; the indexes of the foreign keys.
function leavesStatement({ shape, edges }: RowsToDelete): string {
  const own = edges.filter(
    ({ parent, childName }) => parent === shape.sqlName && childName === shape.sqlName,
  );
  const conditions = own.map(({ columns }) => {
    const refers = columns.map(({ child }) => `c."${child}" = i.row_key`).join(' AND ');
    return `AND NOT EXISTS (SELECT FROM "${shape.sqlName}" c WHERE ${refers} AND NOT (${keyMatch(shape, 'c', 'i.row_key')}))`;
  });
  return `
    SELECT i.row_key FROM imported_rows i
    WHERE i.run_id = $1 AND i.table_name = $2 AND i.operation = 'insert' ${conditions.join(' ')}
    LIMIT $3`;
}

// From here on nobody can change the rows, or begin to refer to them, before this transaction has ended.
function lockStatement(shape: TableShape): string {
  return `
    SELECT FROM imported_rows i JOIN "${shape.sqlName}" t ON ${keyMatch(shape, 't', 'i.row_key')}
    WHERE i.table_name = $1 AND i.row_key = ANY ($2::text[])
    FOR UPDATE OF t`;
}

function deleteStatement(shape: TableShape): string {
  return `
    DELETE FROM "${shape.sqlName}" t USING imported_rows i
    WHERE i.run_id = $1 AND i.table_name = $2 AND i.row_key = ANY ($3::text[])
      AND ${keyMatch(shape, 't', 'i.row_key')} ${shape.hasVersion ? 'AND t.version = i.row_version' : ''}`;
}

async function refusal(
  client: ClientBase,
  { runId, catalog, shape }: RowsToDelete,
  referringRows: UndoFacts['referringRows'],
): Promise<CortexError> {
  const changed = await findChangedRows(client, catalog, runId);
  const names = [...changed.first, ...referringRows.first].map(({ table, key }) => `${table} ${key}`);
  return new CortexError(
    'UNDO_REFUSED',
    `While run ${runId} was being undone, somebody changed rows of ${shape.sqlName} that have to go, or began to refer to them: ${names.join(', ')}. ` +
      'What is undone stays so. Delete these rows, then undo the run again.',
    { fields: { runId, rows: names } },
  );
}
