import { ChunkRace } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../../pool/query-rows';
import type { TableCatalog, TableShape } from '../table-catalog';
import { keyMatch } from './key-match';

// Index: pk.
const COUNT_IMAGES = `
  SELECT table_name, count(*) AS count FROM row_before_images
  WHERE run_id = $1 AND operation = 'update'
  GROUP BY table_name`;

const imagesRow = z.object({ table_name: z.string(), count: countColumn });

// Names and addresses of users are unique: one that the run gave to another user must be free before its old owner gets
// it back. The run's users get names that nobody has; those that stay have theirs back at once. Index:
// idx_imported_rows_run.
const SET_USERS_ASIDE = `
  WITH aside AS (
    UPDATE users u SET username = 'undo ' || $1 || ' ' || u.user_id, email = 'undo ' || $1 || ' ' || u.user_id
    FROM imported_rows i
    WHERE i.table_name = 'users' AND i.run_id = $1 AND i.row_key = u.user_id AND u.version = i.row_version
    RETURNING u.user_id, u.version
  )
  UPDATE imported_rows i SET row_version = a.version FROM aside a
  WHERE i.table_name = 'users' AND i.row_key = a.user_id`;

// A row whose import nobody knew of before (a placeholder that the run filled) is unknown again.
const FORGET_IMPORTS = `
  DELETE FROM imported_rows i USING row_before_images b
  WHERE b.run_id = $1 AND b.operation = 'update' AND b.imported IS NULL
    AND i.table_name = b.table_name AND i.row_key = b.row_key`;

// Those of inserted rows are needed when the rows are deleted.
const FORGET_IMAGES = `DELETE FROM row_before_images WHERE run_id = $1 AND operation = 'update'`;

/**
 * Rows that the run updated are as they were, and so is what is known of their import; only the version goes on, as it
 * always does.
 *
 * @throws ChunkRace when one of them changed since the facts were read.
 */
export async function restoreRows(client: ClientBase, catalog: TableCatalog, runId: string): Promise<void> {
  const images = await queryRows(client, imagesRow, { text: COUNT_IMAGES, values: [runId] });
  const counts = new Map(images.map(({ table_name, count }) => [table_name, count]));
  if (counts.has('users')) await client.query(SET_USERS_ASIDE, [runId]);
  for (const shape of catalog.values()) {
    const expected = counts.get(shape.sqlName);
    if (expected === undefined) continue;
    const { rowCount } = await client.query(restoreStatement(shape), [runId, shape.sqlName]);
    if (rowCount !== expected) {
      throw new ChunkRace(`Of ${expected} rows of ${shape.sqlName}, ${rowCount ?? 0} could be restored.`);
    }
    await client.query(restoreImports(shape), [runId, shape.sqlName]);
  }
  await client.query(FORGET_IMPORTS, [runId]);
  await client.query(FORGET_IMAGES, [runId]);
}

// The columns that an update of the migrator sets, and updated_at, which the trigger leaves alone when it is given.
// Index: pk of row_before_images and imported_rows, then the key of the table.
function restoreStatement(shape: TableShape): string {
  const keys = new Set(shape.key.map(({ name }) => name));
  const columns = shape.columns.filter(({ name }) => !keys.has(name));
  const names = columns.map(({ name }) => name);
  if (shape.hasSeedMark) names.push('is_seed');
  if (shape.hasVersion) names.push('updated_at');
  const jsonColumns = new Set(columns.filter(({ type }) => type === 'jsonb').map(({ name }) => name));
  // jsonb_populate_record makes SQL NULL of JSON null; the image lists the columns that held the latter.
  const assignments = names.map((name) =>
    jsonColumns.has(name)
      ? `"${name}" = CASE WHEN b.before -> 'json nulls' ? '${name}' THEN 'null'::jsonb ELSE was."${name}" END`
      : `"${name}" = was."${name}"`,
  );
  return `
    UPDATE "${shape.sqlName}" t SET ${assignments.join(', ')}
    FROM row_before_images b
    JOIN imported_rows i ON i.table_name = b.table_name AND i.row_key = b.row_key
    CROSS JOIN LATERAL jsonb_populate_record(NULL::"${shape.sqlName}", b.before) AS was
    WHERE b.run_id = $1 AND b.table_name = $2 AND b.operation = 'update' AND i.run_id = $1
      AND ${keyMatch(shape, 't', 'b.row_key')}
      ${shape.hasVersion ? 'AND t.version = i.row_version' : ''}`;
}

// A row that was as it had been imported is so again, whatever number its version has now.
function restoreImports(shape: TableShape): string {
  const before = `(b.imported ->> 'row_version')::bigint`;
  const version = shape.hasVersion
    ? `CASE WHEN ${before} = (b.before ->> 'version')::bigint THEN t.version ELSE ${before} END`
    : before;
  return `
    UPDATE imported_rows i SET
      image_sha256 = (b.imported ->> 'image_sha256')::bytea, row_version = ${version},
      run_id = b.imported ->> 'run_id', operation = b.imported ->> 'operation'
    FROM row_before_images b, "${shape.sqlName}" t
    WHERE b.run_id = $1 AND b.table_name = $2 AND b.operation = 'update' AND b.imported IS NOT NULL
      AND i.table_name = b.table_name AND i.row_key = b.row_key AND ${keyMatch(shape, 't', 'b.row_key')}`;
}
