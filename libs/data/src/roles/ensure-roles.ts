import { CortexError, fromPostgresError } from '@cortex/platform';
import { compareGrants } from './compare-grants';
import { cortexRoles, type CortexRole } from './cortex-roles';
import { readCatalogue, readGrants, type RoleSession } from './read-grants';
import { wantedGrants } from './wanted-grants';

/**
 * - `create`: make the groups that are missing, let `cortex_owner` own the schema's objects, set the rights.
 * - `require`: the groups exist already (a managed server: an administrator made them); set the rights only.
 * - `skip`: touch no roles; whoever migrates is the only one with rights.
 */
export type RolesMode = 'create' | 'require' | 'skip';

export interface EnsuredRoles {
  readonly created: readonly CortexRole[];
  /** Statements that had to be run; 0 when everything stood already. */
  readonly changes: number;
}

/** 'role'. Serialises the runs against one database; those against another one can still meet us in CREATE ROLE. */
const LOCK_KEY = 0x726f6c65;

/**
 * Makes groups and rights what this version wants, after the migrations and outside of them: roles belong to the
 * server, migrations to a database. Changes only what differs, in one transaction.
 *
 * @throws CortexError DATABASE_NO_RIGHTS when groups are missing and may not be created, or rights not be given.
 */
export async function ensureRoles(session: RoleSession, mode: RolesMode): Promise<EnsuredRoles> {
  if (mode === 'skip') return { created: [], changes: 0 };
  try {
    await session.query('BEGIN');
    await session.query(`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
    const created = await ensureGroups(session, mode);
    const changes = (mode === 'create' ? await ensureOwner(session) : 0) + (await ensureGrants(session));
    await session.query('COMMIT');
    return { created, changes: created.length + changes };
  } catch (error) {
    // The connection may be what broke: the first error is the one to report.
    await session.query('ROLLBACK').catch(() => undefined);
    throw fromPostgresError(error, 'before');
  }
}

async function ensureGroups(session: RoleSession, mode: RolesMode): Promise<readonly CortexRole[]> {
  const { rows } = await session.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'cortex\\_%'`);
  const found = new Set(rows.map((row) => row['rolname']));
  const missing = cortexRoles.filter((role) => !found.has(role));
  if (missing.length === 0) return [];
  if (mode === 'require' || !(await mayCreateRoles(session))) throw groupsMissing(missing);
  for (const role of missing) await createRole(session, role);
  return missing;
}

/** Advisory locks belong to one database, roles to the server: a run against another database may be faster. */
async function createRole(session: RoleSession, role: CortexRole): Promise<void> {
  await session.query('SAVEPOINT create_role');
  try {
    await session.query(`CREATE ROLE ${role} NOLOGIN`);
  } catch (error) {
    await session.query('ROLLBACK TO SAVEPOINT create_role');
    const { rows } = await session.query(`SELECT FROM pg_roles WHERE rolname = '${role}'`);
    if (rows.length === 0) throw error;
  }
}

async function mayCreateRoles(session: RoleSession): Promise<boolean> {
  const { rows } = await session.query(
    'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.['may'] === true;
}

function groupsMissing(missing: readonly CortexRole[]): CortexError {
  return new CortexError(
    'DATABASE_NO_RIGHTS',
    `The groups ${missing.join(', ')} are missing on the server and may not be created here. Let an administrator run ` +
      `"${missing.map((role) => `CREATE ROLE ${role} NOLOGIN`).join('; ')}", or use --roles skip.`,
    { fields: { phase: 'before', missing } },
  );
}

// SECURITY DEFINER functions then run as a group that is nobody's login, and several logins can migrate.
// A superuser needs no membership; anybody else must be a member of the group to give it something. (From PostgreSQL
// 16 on the role that creates another is its administrator, but neither inherits from it nor may set it: USAGE.)
const JOIN_OWNER = `
  SELECT format('GRANT cortex_owner TO %I', current_user) AS statement
  WHERE NOT pg_has_role(current_user, 'cortex_owner', 'USAGE')`;

const OPEN_SCHEMA = `
  SELECT format('GRANT USAGE, CREATE ON SCHEMA %I TO cortex_owner', current_schema()) AS statement
  WHERE NOT has_schema_privilege('cortex_owner', current_schema(), 'CREATE')
  UNION ALL
  SELECT format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema())
  WHERE EXISTS (SELECT FROM pg_namespace, aclexplode(nspacl) AS acl
                WHERE oid = current_schema()::regnamespace AND acl.grantee = 0 AND acl.privilege_type = 'CREATE')`;

// Sequences of serial columns follow their table; types of rows follow theirs.
const GIVE_TO_OWNER = `
  WITH own AS (SELECT oid FROM pg_roles WHERE rolname = 'cortex_owner')
  SELECT format('ALTER %s %I OWNER TO cortex_owner',
    CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, relname) AS statement
  FROM pg_class, own
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND relowner <> own.oid
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO cortex_owner', pg_proc.oid::regprocedure)
  FROM pg_proc, own
  WHERE pronamespace = current_schema()::regnamespace AND proowner <> own.oid
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('ALTER TYPE %I OWNER TO cortex_owner', typname)
  FROM pg_type, own
  WHERE typnamespace = current_schema()::regnamespace AND typtype = 'e' AND typowner <> own.oid`;

async function ensureOwner(session: RoleSession): Promise<number> {
  let changes = 0;
  for (const listing of [JOIN_OWNER, OPEN_SCHEMA, GIVE_TO_OWNER]) {
    const { rows } = await session.query(listing);
    changes += await runAll(
      session,
      rows.map((row) => String(row['statement'])),
    );
  }
  return changes;
}

async function ensureGrants(session: RoleSession): Promise<number> {
  const wanted = wantedGrants(await readCatalogue(session));
  return runAll(session, compareGrants(wanted, await readGrants(session)));
}

async function runAll(session: RoleSession, statements: readonly string[]): Promise<number> {
  if (statements.length > 0) await session.query(statements.join(';\n'));
  return statements.length;
}
