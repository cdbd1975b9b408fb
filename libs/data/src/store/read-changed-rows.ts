import type { LiveRow } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { readInBatches } from './read-in-batches';
import { fieldsRow, keyExpression, readFields, selectFields } from './select-fields';
import type { TableShape } from './table-catalog';

const changedRow = z
  .object({ row_key: z.string(), image: z.string().nullable(), is_there: z.boolean() })
  .and(fieldsRow);

/** Rows that are not as the migrator left them; `row` is null for those that are gone. */
export async function* readChangedRows(
  client: ClientBase,
  shape: TableShape,
): AsyncGenerator<readonly LiveRow[]> {
  for (const text of [changedStatement(shape), deletedStatement(shape)]) {
    for await (const rows of readInBatches(client, { row: changedRow, text, values: [] })) {
      yield rows.map((row) => ({
        key: row.row_key,
        image: row.image,
        row: row.is_there ? readFields(shape, row) : null,
      }));
    }
  }
}

// Both tables are read once and joined by hash: an index look-up per row would cost more. A table without versions has
// all of its rows compared by whoever asks.
function changedStatement(shape: TableShape): string {
  const version = shape.hasVersion ? 't.version IS DISTINCT FROM i.row_version' : 'true';
  const seed = shape.hasSeedMark ? 'AND NOT (t.is_seed AND t.version = 1)' : '';
  return `
    SELECT ${keyExpression(shape)} AS row_key, encode(i.image_sha256, 'hex') AS image, true AS is_there,
           ${selectFields(shape)}
    FROM "${shape.sqlName}" t
    LEFT JOIN imported_rows i ON i.table_name = '${shape.sqlName}' AND i.row_key = ${keyExpression(shape)}
    WHERE (i.row_key IS NULL OR ${version}) ${seed}
    ORDER BY 1`;
}

// Index: pk of imported_rows for one table, and the key's unique index or a hash of it.
function deletedStatement(shape: TableShape): string {
  return `
    SELECT i.row_key, encode(i.image_sha256, 'hex') AS image, false AS is_there
    FROM imported_rows i
    WHERE i.table_name = '${shape.sqlName}'
      AND NOT EXISTS (SELECT FROM "${shape.sqlName}" t WHERE ${keyExpression(shape)} = i.row_key)
    ORDER BY 1`;
}
