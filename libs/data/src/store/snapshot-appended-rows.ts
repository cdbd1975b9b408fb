import type { LiveAppendedRow, SqlRow } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { readInBatches } from './read-in-batches';
import { fieldsRow, readFields, selectFields } from './select-fields';
import type { TableShape } from './table-catalog';

const appendedRow = z
  .object({
    path: z.instanceof(Buffer),
    member: z.instanceof(Buffer).nullable(),
    ordinal: z.number(),
    is_there: z.boolean(),
    is_emptied: z.boolean(),
  })
  .and(fieldsRow);

/** Rows of single records, in the order of their documents and ordinals; several of one record in the order of its facts. */
export async function* readAppendedRows(
  client: ClientBase,
  shape: TableShape,
): AsyncGenerator<readonly LiveAppendedRow[]> {
  const query = { row: appendedRow, text: appendedStatement(shape), values: [] };
  for await (const rows of readInBatches(client, query)) {
    yield rows.map((row) => ({
      path: row.path,
      member: row.member,
      ordinal: row.ordinal,
      row: row.is_there ? readFields(shape, row) : null,
      isEmptied: row.is_emptied,
    }));
  }
}

// The links of a table and the table, joined by hash; the order is that of the walk (path, member, ordinal, fact).
function appendedStatement(shape: TableShape): string {
  const serial = `t."${shape.serial ?? ''}"`;
  const emptied = shape.table === 'auditLogs' ? 't.emptied_at IS NOT NULL' : 'false';
  return `
    SELECT d.path, d.member, r.ordinal, ${serial} IS NOT NULL AS is_there,
           ${emptied} AS is_emptied, ${selectFields(shape)}
    FROM source_record_rows r
    JOIN coordination_documents d ON d.document_id = r.document_id AND d.is_current
    LEFT JOIN "${shape.sqlName}" t ON ${serial} = r.row_key::bigint
    WHERE r.table_name = '${shape.sqlName}'
    ORDER BY d.path, d.member NULLS FIRST, r.ordinal, r.row_key::bigint`;
}

const newRow = fieldsRow;

/** Rows that no record brought; those that a run wrote about itself stay with its database. */
export async function* readNewAppendedRows(
  client: ClientBase,
  shape: TableShape,
): AsyncGenerator<readonly SqlRow[]> {
  for await (const rows of readInBatches(client, { row: newRow, text: newStatement(shape), values: [] })) {
    yield rows.map((row) => readFields(shape, row));
  }
}

// Index: idx_source_record_rows_row, or a hash of the links of the table.
function newStatement(shape: TableShape): string {
  const serial = `t."${shape.serial ?? ''}"`;
  const own =
    shape.table === 'auditLogs'
      ? `AND NOT (t.event_type = 'migration_run' AND t.source_event_type IS NULL)`
      : '';
  return `
    SELECT ${selectFields(shape)}
    FROM "${shape.sqlName}" t
    WHERE NOT EXISTS (SELECT FROM source_record_rows r
                      WHERE r.table_name = '${shape.sqlName}' AND r.row_key = ${serial}::text) ${own}
    ORDER BY ${serial}`;
}
