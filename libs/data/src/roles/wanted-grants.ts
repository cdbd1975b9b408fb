import { grantedRoles, type GrantedRole } from './cortex-roles';

/** One right of one role, as PostgreSQL keeps it. */
export interface Grant {
  readonly role: GrantedRole;
  /** SELECT, INSERT, UPDATE, DELETE, USAGE, EXECUTE; found ones also anything else that PostgreSQL knows. */
  readonly privilege: string;
  readonly objectKind: 'SCHEMA' | 'TABLE' | 'COLUMN' | 'SEQUENCE' | 'FUNCTION';
  /** As it stands in a GRANT: a table or view, a sequence, `name(types)` of a function. */
  readonly object: string;
  /** For `COLUMN`. */
  readonly column?: string | undefined;
}

export interface Relation {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'sequence';
  readonly columns: readonly string[];
}

/** What there is to be granted. */
export interface Catalogue {
  readonly schema: string;
  readonly relations: readonly Relation[];
  readonly functions: readonly string[];
}

/** Services insert, update and delete here. */
const WRITTEN_TABLES = new Set([
  ...['agents', 'agent_aliases', 'agent_runs', 'tasks', 'task_aliases', 'task_lineage', 'task_handoffs'],
  ...['task_versions', 'assets', 'asset_lineage', 'users', 'governance_policies', 'policy_violations'],
  'token_budget_history',
]);

/**
 * Append only: what happened is not changed afterwards. Listed are the columns that only the database fills: a number
 * of the writer's own choice could lie where the sealer does not look any more.
 */
const APPENDED_TABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['audit_logs', ['id', 'emptied_at']],
]);

/** Raw bytes, before-images of whole rows and the installation's key: for owner and backup. */
const CLOSED_TABLES = new Set(['document_chunks', 'row_before_images', 'installation']);

/** Raw bytes, and hashes that would confirm a guess at a short secret. */
const CLOSED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  quarantine: ['raw'],
  source_records: ['sha256'],
  coordination_documents: ['sha256'],
  imported_rows: ['image_sha256'],
  audit_chain: ['salt', 'body_hash'],
  audit_withdrawals: ['link_hash'],
};

const CREDENTIAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  users: ['password_hash', 'api_key_hash'],
};

/** What the relay reads beside the WAL: it compares generations and looks versions up. */
const REPLICATED_TABLES = new Set(['row_tombstones', 'table_generations', '_prisma_migrations']);

const SERVICE_FUNCTIONS = [
  'seal_audit_chain(',
  'verify_audit_chain(',
  'apply_audit_retention(',
  'refresh_materialized_views(',
  'reap_tombstones(',
];

/** Every right that the roles are to have; what is not in it is taken away. Everybody may call the other functions. */
export function wantedGrants(catalogue: Catalogue): readonly Grant[] {
  return [
    ...grantSchema(catalogue.schema),
    ...catalogue.relations.flatMap(grantRelation),
    ...catalogue.functions.flatMap(grantFunction),
  ];
}

function grantSchema(schema: string): readonly Grant[] {
  return grantedRoles.map((role) => ({ role, privilege: 'USAGE', objectKind: 'SCHEMA', object: schema }));
}

function grantRelation(relation: Relation): readonly Grant[] {
  if (relation.kind === 'sequence') return grantSequence(relation.name);
  return [
    ...grantApi(relation),
    ...grantSelect('cortex_readonly', relation, [CLOSED_COLUMNS, CREDENTIAL_COLUMNS]),
    table('cortex_backup', 'SELECT', relation.name),
    ...(isReplicated(relation.name) ? [table('cortex_replication', 'SELECT', relation.name)] : []),
  ];
}

function grantApi(relation: Relation): readonly Grant[] {
  const select = grantSelect('cortex_api', relation, [CLOSED_COLUMNS]);
  const ownColumns = APPENDED_TABLES.get(relation.name);
  if (ownColumns !== undefined) {
    return [...select, ...columnsExcept({ role: 'cortex_api', privilege: 'INSERT' }, relation, ownColumns)];
  }
  if (!WRITTEN_TABLES.has(relation.name)) return select;
  const writes = ['INSERT', 'UPDATE', 'DELETE'] as const;
  return [...select, ...writes.map((privilege) => table('cortex_api', privilege, relation.name))];
}

/** SELECT on the table, on all but its closed columns, or not at all. */
function grantSelect(
  role: GrantedRole,
  relation: Relation,
  closings: readonly Readonly<Record<string, readonly string[]>>[],
): readonly Grant[] {
  if (CLOSED_TABLES.has(relation.name)) return [];
  const closed = closings.flatMap((closing) => closing[relation.name] ?? []);
  if (closed.length === 0) return [table(role, 'SELECT', relation.name)];
  return columnsExcept({ role, privilege: 'SELECT' }, relation, closed);
}

function columnsExcept(
  right: Pick<Grant, 'role' | 'privilege'>,
  { name, columns }: Relation,
  closed: readonly string[],
): readonly Grant[] {
  return columns
    .filter((column) => !closed.includes(column))
    .map((column) => ({ ...right, objectKind: 'COLUMN', object: name, column }));
}

/** Serial keys are drawn by the inserting role itself; the backup notes where they stand. */
function grantSequence(sequence: string): readonly Grant[] {
  const grants: Grant[] = [
    { role: 'cortex_backup', privilege: 'SELECT', objectKind: 'SEQUENCE', object: sequence },
  ];
  const owners = [...WRITTEN_TABLES, ...APPENDED_TABLES.keys()];
  if (owners.some((owner) => sequence.startsWith(`${owner}_`))) {
    grants.push({ role: 'cortex_api', privilege: 'USAGE', objectKind: 'SEQUENCE', object: sequence });
  }
  return grants;
}

function grantFunction(signature: string): readonly Grant[] {
  if (!SERVICE_FUNCTIONS.some((name) => signature.startsWith(name))) return [];
  const roles: readonly GrantedRole[] = signature.startsWith('verify_')
    ? ['cortex_api', 'cortex_readonly']
    : ['cortex_api'];
  return roles.map((role) => ({ role, privilege: 'EXECUTE', objectKind: 'FUNCTION', object: signature }));
}

function isReplicated(table: string): boolean {
  return WRITTEN_TABLES.has(table) || APPENDED_TABLES.has(table) || REPLICATED_TABLES.has(table);
}

function table(role: GrantedRole, privilege: string, name: string): Grant {
  return { role, privilege, objectKind: 'TABLE', object: name };
}
