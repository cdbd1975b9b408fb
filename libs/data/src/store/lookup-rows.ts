import { splitRowKey, type RowState } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';
import type { TableShape } from './table-catalog';

const stateRow = z.object({
  row_key: z.string(),
  exists: z.boolean(),
  version: z.string().nullable(),
  is_placeholder: z.boolean(),
  image: z.string().nullable(),
  row_version: z.string().nullable(),
  run_id: z.string().nullable(),
  operation: z.enum(['insert', 'update']).nullable(),
});

/** What is known of rows by their keys; a key of which nothing is known is absent. */
export async function lookupRows(
  client: ClientBase,
  shape: TableShape,
  keys: readonly string[],
): Promise<ReadonlyMap<string, RowState>> {
  if (keys.length === 0) return new Map();
  const parts = keys.map((key) => (shape.isAppended ? [key] : splitRowKey(shape.table, key)));
  const columns = shape.key.map((_, position) => parts.map((part) => part[position] ?? ''));
  const rows = await queryRows(client, stateRow, {
    text: lookupStatement(shape),
    values: [shape.sqlName, keys, ...columns],
  });
  return new Map(rows.map((row) => [row.row_key, toState(row)]));
}

// The natural key's unique index finds the row, the pk of imported_rows what was imported into it; a key may have
// either without the other (made by a service; deleted by one).
function lookupStatement(shape: TableShape): string {
  const lists = shape.key.map((_, position) => `$${position + 3}::text[]`).join(', ');
  const names = shape.key.map((_, position) => `part_${position}`).join(', ');
  const onKey = shape.key
    .map(({ name, type }, position) => `t."${name}" = k.part_${position}::${type}`)
    .join(' AND ');
  const [first] = shape.key;
  const marks = [shape.hasStubMark ? 't.is_stub' : 'false', shape.hasSeedMark ? 't.is_seed' : 'false'];
  return `
    SELECT k.row_key, t."${first?.name ?? ''}" IS NOT NULL AS exists,
           ${shape.hasVersion ? 't.version' : 'NULL'}::text AS version,
           coalesce(${marks.join(' OR ')}, false) AS is_placeholder,
           encode(i.image_sha256, 'hex') AS image, i.row_version::text, i.run_id, i.operation
    FROM unnest($2::text[], ${lists}) AS k (row_key, ${names})
    LEFT JOIN "${shape.sqlName}" t ON ${onKey}
    LEFT JOIN imported_rows i ON i.table_name = $1 AND i.row_key = k.row_key
    WHERE t."${first?.name ?? ''}" IS NOT NULL OR i.row_key IS NOT NULL`;
}

function toState(row: z.infer<typeof stateRow>): RowState {
  const { image, run_id, operation } = row;
  const isImported = image !== null && run_id !== null && operation !== null;
  return {
    exists: row.exists,
    version: row.version,
    isPlaceholder: row.is_placeholder,
    imported: isImported ? { image, version: row.row_version, runId: run_id, operation } : null,
  };
}
