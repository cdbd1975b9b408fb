import { z } from 'zod';
import { countColumn, queryOne } from '../pool/query-rows';
import type { AskSession } from './store-context';
import type { TableCatalog, TableShape } from './table-catalog';

const countRow = z.object({ count: countColumn });

/**
 * Links of this run's entries that name a row which is not there. Rows that an earlier run imported may have been
 * deleted since, with every right; so may those that this run left unchanged.
 */
export async function countDanglingRows(
  ask: AskSession,
  catalog: TableCatalog,
  runId: string,
): Promise<number> {
  const counts = await Promise.all(
    [...catalog.values()].map((shape) =>
      ask((client) =>
        queryOne(client, countRow, { text: danglingStatement(shape), values: [runId, shape.sqlName] }),
      ),
    ),
  );
  return counts.reduce((sum, { count }) => sum + count, 0);
}

// One anti join per table; the row key is taken apart as rowKeyOf put it together. What it leaves, normally nothing,
// is looked up in the ledger and in imported_rows by their pks: MATERIALIZED, or the planner, which cannot know that
// it is nothing, joins the whole ledger first.
function danglingStatement(shape: TableShape): string {
  const parts = shape.key.map(({ name, type }, position) => {
    const part = shape.key.length === 1 ? 'l.row_key' : `(l.row_key::jsonb ->> ${position})`;
    return `t."${name}" = ${part}::${type}`;
  });
  return `
    WITH missing AS MATERIALIZED (
      SELECT l.document_id, l.ordinal, l.row_key
      FROM source_record_rows l
      WHERE l.table_name = $2 AND NOT EXISTS (SELECT FROM "${shape.sqlName}" t WHERE ${parts.join(' AND ')})
    )
    SELECT count(*) AS count
    FROM missing l
    JOIN source_records r ON r.document_id = l.document_id AND r.ordinal = l.ordinal
    JOIN coordination_documents d ON d.document_id = l.document_id AND d.is_current
    WHERE r.run_id = $1 AND r.disposition <> 'unchanged'
      AND NOT EXISTS (SELECT FROM imported_rows i
                      WHERE i.table_name = $2 AND i.row_key = l.row_key AND i.run_id <> $1)`;
}
