import { MAX_NAMED_ROWS, type NamedRow, type NamedRows } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../../pool/query-rows';
import type { TableCatalog, TableShape } from '../table-catalog';
import { keyMatch } from './key-match';

const changedRow = z.object({ key: z.string(), total: countColumn });

/**
 * Rows that the run wrote and that are no longer as it left them. An inserted row that somebody deleted is not among
 * them: it is where undo wants it.
 */
export async function findChangedRows(
  client: ClientBase,
  catalog: TableCatalog,
  runId: string,
): Promise<NamedRows> {
  const first: NamedRow[] = [];
  let total = 0;
  for (const shape of catalog.values()) {
    const text = changedStatement(shape);
    const rows = await queryRows(client, changedRow, { text, values: [runId, shape.sqlName] });
    total += rows[0]?.total ?? 0;
    for (const { key } of rows) first.push({ table: shape.sqlName, key, refersTo: null });
  }
  return { total, first: first.slice(0, MAX_NAMED_ROWS) };
}

// Whether SQL touched a row is told by its version, which a trigger raises. Index: idx_imported_rows_run, then the key
// of the table.
function changedStatement(shape: TableShape): string {
  const [first] = shape.key;
  const isGone = `t."${first?.name ?? ''}" IS NULL`;
  const isChanged = shape.hasVersion ? 't.version IS DISTINCT FROM i.row_version' : 'false';
  return `
    SELECT i.row_key AS key, count(*) OVER () AS total
    FROM imported_rows i
    LEFT JOIN "${shape.sqlName}" t ON ${keyMatch(shape, 't', 'i.row_key')}
    WHERE i.run_id = $1 AND i.table_name = $2
      AND CASE WHEN ${isGone} THEN i.operation = 'update' ELSE ${isChanged} END
    ORDER BY 1
    LIMIT ${MAX_NAMED_ROWS}`;
}
