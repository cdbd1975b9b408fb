import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryOne } from '../pool/query-rows';
import type { TableCatalog, TableShape } from './table-catalog';

const countRow = z.object({ count: countColumn });

/**
 * Links of this run's entries that name a row which is not there. Rows that an earlier run imported may have been
 * deleted since, with every right; so may those that this run left unchanged.
 */
export async function countDanglingRows(
  client: ClientBase,
  catalog: TableCatalog,
  runId: string,
): Promise<number> {
  let dangling = 0;
  for (const shape of catalog.values()) {
    const text = danglingStatement(shape);
    dangling += (await queryOne(client, countRow, { text, values: [runId, shape.sqlName] })).count;
  }
  return dangling;
}

// One anti join per table; the row key is taken apart as rowKeyOf put it together. What it leaves, normally nothing,
// is looked up in imported_rows by its pk.
function danglingStatement(shape: TableShape): string {
  const parts = shape.key.map(({ name, type }, position) => {
    const part = shape.key.length === 1 ? 'l.row_key' : `(l.row_key::jsonb ->> ${position})`;
    return `t."${name}" = ${part}::${type}`;
  });
  return `
    SELECT count(*) AS count
    FROM source_record_rows l
    JOIN source_records r ON r.document_id = l.document_id AND r.ordinal = l.ordinal
    JOIN coordination_documents d ON d.document_id = l.document_id AND d.is_current
    WHERE l.table_name = $2 AND r.run_id = $1 AND r.disposition <> 'unchanged'
      AND NOT EXISTS (SELECT FROM "${shape.sqlName}" t WHERE ${parts.join(' AND ')})
      AND NOT EXISTS (SELECT FROM imported_rows i
                      WHERE i.table_name = l.table_name AND i.row_key = l.row_key AND i.run_id <> $1)`;
}
