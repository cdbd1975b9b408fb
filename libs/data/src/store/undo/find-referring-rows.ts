import { MAX_NAMED_ROWS, type NamedRow, type NamedRows } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../../pool/query-rows';
import type { TableCatalog, TableShape } from '../table-catalog';
import { keyMatch } from './key-match';
import { readForeignKeyEdges, type ForeignKeyEdge } from './read-foreign-key-edges';

const referringRow = z.object({ key: z.string().nullable(), parent_key: z.string(), total: countColumn });

export interface ReferringSearch {
  readonly runId: string;
  readonly catalog: TableCatalog;
  /** Only references to these rows of this table; else to all rows that the run inserted. */
  readonly only?: { readonly shape: TableShape; readonly keys: readonly string[] };
}

/**
 * Rows that refer to rows which the run inserted and that are not the run's own: a deletion would take them along, or
 * empty their reference, and nobody would hear of it.
 */
export async function findReferringRows(client: ClientBase, search: ReferringSearch): Promise<NamedRows> {
  const shapes = new Map([...search.catalog.values()].map((shape) => [shape.sqlName, shape]));
  const first: NamedRow[] = [];
  let total = 0;
  for (const edge of await readForeignKeyEdges(client)) {
    const parent = shapes.get(edge.parent);
    if (parent === undefined || (search.only !== undefined && search.only.shape !== parent)) continue;
    const text = referringStatement(edge, { parent, child: shapes.get(edge.childName), search });
    const values = [search.runId, parent.sqlName, ...(search.only === undefined ? [] : [search.only.keys])];
    const rows = await queryRows(client, referringRow, { text, values });
    total += rows[0]?.total ?? 0;
    for (const { key, parent_key } of rows) {
      first.push({ table: edge.childName, key: key ?? '', refersTo: `${parent.sqlName} ${parent_key}` });
    }
  }
  return { total, first: first.slice(0, MAX_NAMED_ROWS) };
}

interface Ends {
  readonly parent: TableShape;
  /** undefined: a table that the migrator does not fill. */
  readonly child: TableShape | undefined;
  readonly search: ReferringSearch;
}

// The run's rows are found by idx_imported_rows_run, what refers to them by the indexes of the foreign keys.
function referringStatement(edge: ForeignKeyEdge, { parent, child, search }: Ends): string {
  const onReference = edge.columns
    .map((column) => `c."${column.child}" = t."${column.parent}"`)
    .join(' AND ');
  const name = edge.childKey.map((column) => `c."${column}"::text`).join(', ');
  const among = search.only === undefined ? '' : 'AND i.row_key = ANY ($3::text[])';
  return `
    SELECT ${name === '' ? 'c.ctid::text' : `concat_ws(', ', ${name})`} AS key, i.row_key AS parent_key,
           count(*) OVER () AS total
    FROM imported_rows i
    JOIN "${parent.sqlName}" t ON ${keyMatch(parent, 't', 'i.row_key')}
    JOIN ${edge.child} c ON ${onReference}
    WHERE i.run_id = $1 AND i.table_name = $2 AND i.operation = 'insert' ${among}
      ${child === undefined ? '' : `AND NOT EXISTS (${ownStatement(child, search)})`}
    ORDER BY 1, 2
    LIMIT ${MAX_NAMED_ROWS}`;
}

// Rows of the run itself go, or go back to what they were, together with what they refer to.
function ownStatement(child: TableShape, { only }: ReferringSearch): string {
  if (child.isAppended) {
    return `
      SELECT FROM source_record_rows l
      JOIN source_records s ON s.document_id = l.document_id AND s.ordinal = l.ordinal
      WHERE l.table_name = '${child.sqlName}' AND l.row_key = c."${child.serial ?? ''}"::text AND s.run_id = $1`;
  }
  // When the deletions have begun, updated rows are back already: whatever still refers is somebody else's.
  const unchanged = child.hasVersion ? 'AND o.row_version IS NOT DISTINCT FROM c.version' : '';
  const inserted = only === undefined ? '' : `AND o.operation = 'insert' ${unchanged}`;
  return `
      SELECT FROM imported_rows o
      WHERE o.table_name = '${child.sqlName}' AND o.run_id = $1 AND ${keyMatch(child, 'c', 'o.row_key')} ${inserted}`;
}
