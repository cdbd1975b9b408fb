import { z } from 'zod';
import { grantedRoles } from './cortex-roles';
import type { Catalogue, Grant } from './wanted-grants';

/** What runs queries: a pg Client or PoolClient. */
export interface RoleSession {
  query(text: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

// Members of extensions keep the rights that their extension gave them. An aggregate is granted like a function.
const CATALOGUE = `
  SELECT json_build_object(
    'schema', current_schema(),
    'relations', (
      SELECT json_agg(json_build_object(
        'name', c.relname,
        'kind', CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'table' END,
        'columns', (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      ) ORDER BY c.relname)
      FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')),
    'functions', (
      SELECT json_agg(p.oid::regprocedure::text ORDER BY p.oid::regprocedure::text)
      FROM pg_proc p
      WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'))
  ) AS catalogue`;

const GRANTS = `
  WITH given AS (
    SELECT 'SCHEMA' AS kind, nspname::text AS object, NULL::text AS column_name, (aclexplode(nspacl)).*
    FROM pg_namespace WHERE oid = current_schema()::regnamespace
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname, NULL, (aclexplode(relacl)).*
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'COLUMN', c.relname, a.attname, (aclexplode(a.attacl)).*
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT a.attisdropped
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text, NULL, (aclexplode(p.proacl)).*
    FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
  )
  SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
    'role', r.rolname, 'privilege', g.privilege_type, 'objectKind', g.kind, 'object', g.object,
    'column', g.column_name))), '[]') AS grants
  FROM given g JOIN pg_roles r ON r.oid = g.grantee
  WHERE r.rolname IN ('cortex_api', 'cortex_readonly', 'cortex_backup', 'cortex_replication')`;

const catalogueRow = z.object({
  catalogue: z.object({
    schema: z.string(),
    relations: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['table', 'view', 'sequence']),
        columns: z.array(z.string()),
      }),
    ),
    functions: z.array(z.string()),
  }),
});

const grantsRow = z.object({
  grants: z.array(
    z.object({
      role: z.enum(grantedRoles),
      privilege: z.string(),
      objectKind: z.enum(['SCHEMA', 'TABLE', 'COLUMN', 'SEQUENCE', 'FUNCTION']),
      object: z.string(),
      column: z.string().optional(),
    }),
  ),
});

/** The objects of the current schema that rights can be given on. */
export async function readCatalogue(session: RoleSession): Promise<Catalogue> {
  const { rows } = await session.query(CATALOGUE);
  return catalogueRow.parse(rows[0]).catalogue;
}

/** The rights that the roles have on them, granted directly. */
export async function readGrants(session: RoleSession): Promise<readonly Grant[]> {
  const { rows } = await session.query(GRANTS);
  return grantsRow.parse(rows[0]).grants;
}
