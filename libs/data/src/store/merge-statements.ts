import type { ColumnShape, TableShape } from './table-catalog';

/**
 * The statements that merge a staging table (alias s) into its table (alias t). All of them find rows of the table by
 * its natural key, so each is carried by the key's unique index. $1 is the run, $2 the table's name in the ledger.
 */
export interface MergeStatements {
  readonly keepBeforeImages: string;
  readonly keepImports: string;
  readonly insert: string;
  readonly update: string;
  readonly rememberImages: string;
}

export function mergeStatements(shape: TableShape, staging: string): MergeStatements {
  return {
    keepBeforeImages: keepBeforeImages(shape, staging),
    keepImports: keepImports(staging),
    insert: insert(shape, staging),
    update: update(shape, staging),
    rememberImages: rememberImages(shape, staging),
  };
}

// What undo needs: the row, and what was known of its import. Not for rows that this very run inserted (undo deletes
// those), and of several updates in one run the first image counts. Index: imported_rows and row_before_images pk.
function keepBeforeImages(shape: TableShape, staging: string): string {
  return `
    INSERT INTO row_before_images (run_id, table_name, row_key, operation, before, imported)
    SELECT $1, $2, s.stage_key, 'update', to_jsonb(t) || ${jsonNulls(shape)}, to_jsonb(i)
    FROM ${staging} s
    JOIN "${shape.sqlName}" t ON ${keysAreEqual(shape)}
    LEFT JOIN imported_rows i ON i.table_name = $2 AND i.row_key = s.stage_key
    WHERE s.stage_operation = 'update' AND (i.run_id IS DISTINCT FROM $1 OR i.operation <> 'insert')
    ON CONFLICT (run_id, table_name, row_key) DO NOTHING`;
}

/** SQL: the jsonb columns that hold JSON null, which a row made of JSON could not tell from SQL NULL. */
function jsonNulls({ columns }: TableShape): string {
  const names = columns.filter(({ type }) => type === 'jsonb').map(({ name }) => name);
  if (names.length === 0) return `'{}'::jsonb`;
  const marks = names.map((name) => `CASE WHEN t."${name}" = 'null'::jsonb THEN '${name}' END`);
  return `jsonb_build_object('json nulls', array_remove(ARRAY[${marks.join(', ')}], NULL))`;
}

// A row that SQL deleted and that is made again: what was known of its first import. Index: as above.
function keepImports(staging: string): string {
  return `
    INSERT INTO row_before_images (run_id, table_name, row_key, operation, before, imported)
    SELECT $1, $2, s.stage_key, 'insert', NULL, to_jsonb(i)
    FROM ${staging} s
    JOIN imported_rows i ON i.table_name = $2 AND i.row_key = s.stage_key AND i.run_id IS DISTINCT FROM $1
    WHERE s.stage_operation = 'insert'
    ON CONFLICT (run_id, table_name, row_key) DO NOTHING`;
}

// DO NOTHING and a count instead of an error: a row that somebody else made meanwhile is a race, not a refusal.
function insert(shape: TableShape, staging: string): string {
  const names = shape.columns.map(({ name }) => `"${name}"`).join(', ');
  return `
    INSERT INTO "${shape.sqlName}" (${names})
    SELECT ${shape.columns.map(cast).join(', ')}
    FROM ${staging} s
    WHERE s.stage_operation = 'insert'
    ORDER BY s.stage_ord
    ON CONFLICT (${shape.key.map(({ name }) => `"${name}"`).join(', ')}) DO NOTHING`;
}

// Guarded by the version that the decision was made on; a table without versions is guarded by the key alone. A seed
// that a record of the tree describes is a row like any other from then on.
function update(shape: TableShape, staging: string): string {
  const keys = new Set(shape.key.map(({ name }) => name));
  const values = shape.columns.filter(({ name }) => !keys.has(name));
  const assignments = values.map((column) => `"${column.name}" = ${cast(column)}`);
  if (shape.hasSeedMark) assignments.push('is_seed = false');
  const guard = shape.hasVersion ? 'AND t.version = s.stage_version' : '';
  return `
    UPDATE "${shape.sqlName}" t
    SET ${assignments.join(', ')}
    FROM ${staging} s
    WHERE s.stage_operation = 'update' AND ${keysAreEqual(shape)} ${guard}`;
}

// The version is read back: triggers decide it. A row that this run inserted stays an insert of this run.
function rememberImages(shape: TableShape, staging: string): string {
  return `
    INSERT INTO imported_rows AS i (table_name, row_key, image_sha256, row_version, run_id, operation)
    SELECT $2, s.stage_key, decode(s.stage_image, 'hex'), ${shape.hasVersion ? 't.version' : 'NULL'}, $1,
           s.stage_operation
    FROM ${staging} s
    JOIN "${shape.sqlName}" t ON ${keysAreEqual(shape)}
    ON CONFLICT (table_name, row_key) DO UPDATE SET
      image_sha256 = excluded.image_sha256,
      row_version = excluded.row_version,
      operation = CASE WHEN i.run_id = excluded.run_id AND i.operation = 'insert' THEN 'insert'
                       ELSE excluded.operation END,
      run_id = excluded.run_id`;
}

function keysAreEqual(shape: TableShape): string {
  return shape.key.map((column) => `t."${column.name}" = ${cast(column)}`).join(' AND ');
}

function cast({ name, type }: ColumnShape): string {
  return `s."${name}"::${type}`;
}
