const IN_SCHEMA = `= current_schema()::regnamespace`;

const OURS = (oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = ${oid} AND e.deptype = 'e')`;

/** Relations of one kind with their columns, keys and indexes, as JSON. */
const relations = (kind: 'r' | 'v' | 'm'): string => `
  SELECT coalesce(json_agg(json_build_object(
    'name', c.relname,
    'comment', obj_description(c.oid, 'pg_class'),
    'columns', (
      SELECT json_agg(json_build_object(
        'name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod) || CASE
          WHEN a.attidentity <> '' THEN ' identity' WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END,
        'isNullable', NOT a.attnotnull,
        'fallback', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'keys', (
      SELECT coalesce(json_agg(pg_get_constraintdef(k.oid) ORDER BY k.contype <> 'p', k.conname COLLATE "C"), '[]')
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c')),
    'indexes', (
      SELECT coalesce(json_agg(json_build_object(
        'name', i.relname,
        'definition', regexp_replace(pg_get_indexdef(i.oid), '^CREATE (UNIQUE )?INDEX \\S+ ON \\S+ ', '\\1'),
        'comment', obj_description(i.oid, 'pg_class')) ORDER BY i.relname COLLATE "C"), '[]')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid))
  ) ORDER BY c.relname COLLATE "C"), '[]')
  FROM pg_class c
  WHERE c.relnamespace ${IN_SCHEMA} AND c.relkind = '${kind}' AND c.relname <> '_prisma_migrations'
    AND ${OURS('c.oid')}`;

/** One row with the whole description as JSON. Functions of triggers are left out: nobody calls them. */
export const describeQuery = `
  SELECT json_build_object(
    'words', (
      SELECT json_agg(json_build_object(
        'name', t.typname,
        'comment', obj_description(t.oid, 'pg_type'),
        'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
      ) ORDER BY t.typname COLLATE "C")
      FROM pg_type t WHERE t.typnamespace ${IN_SCHEMA} AND t.typtype = 'e'),
    'tables', (${relations('r')}),
    'views', (${relations('v')}),
    'materializedViews', (${relations('m')}),
    'functions', (
      SELECT json_agg(json_build_object(
        'signature', format('%s(%s)', p.proname, pg_get_function_arguments(p.oid)),
        'result', coalesce(pg_get_function_result(p.oid), 'nothing'),
        'comment', obj_description(p.oid, 'pg_proc')) ORDER BY p.proname COLLATE "C")
      FROM pg_proc p
      WHERE p.pronamespace ${IN_SCHEMA} AND p.prorettype <> 'trigger'::regtype AND ${OURS('p.oid')})
  ) AS description`;
