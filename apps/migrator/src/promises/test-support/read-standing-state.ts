interface Line {
  readonly line: string;
}

interface Database {
  readonly client: { query(sql: string): Promise<{ readonly rows: readonly Line[] }> };
}

/** What happens to be, not what a tree brought: locks, tombstones, refreshes; and runs, compared apart. */
const LEFT_OUT = [
  ...['_prisma_migrations', 'installation', 'migration_lock', 'migration_runs', 'migration_chunks'],
  ...['row_tombstones', 'table_generations', 'matview_refreshes', 'audit_chain', 'audit_chain_head'],
  ...['audit_withdrawals', 'migration_progress'],
];

const LIST_TABLES = `
  SELECT tablename AS line FROM pg_tables
  WHERE schemaname = 'public' AND tablename <> ALL (ARRAY[${LEFT_OUT.map((name) => `'${name}'`).join(', ')}])
  ORDER BY 1`;

const KEYS: Readonly<Record<string, string>> = {
  agents: 'agent_id',
  agent_runs: 'agent_run_id',
  tasks: 'task_id',
  assets: 'asset_id',
  users: 'user_id',
  governance_policies: 'policy_id',
  task_handoffs: 'external_id',
  policy_violations: 'external_id',
};

/**
 * Every row of every table, bytes of documents and numbers of rows included. Versions only go on, so they are left out;
 * whether a row is as it was imported is not.
 */
export async function readStandingState(
  database: Database,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const read = async (sql: string): Promise<readonly string[]> =>
    (await database.client.query(sql)).rows.map(({ line }) => line);
  const tables: Record<string, readonly string[]> = {};
  for (const table of await read(LIST_TABLES)) tables[table] = await read(rowsOf(table));
  for (const [table, key] of Object.entries(KEYS))
    tables[`${table} as imported`] = await read(inStep(table, key));
  tables['runs'] = await read(`
    SELECT concat_ws(' ', run_id, state, manifest_hash) AS line FROM migration_runs WHERE state <> 'undone' ORDER BY 1`);
  return tables;
}

function rowsOf(table: string): string {
  const own =
    table === 'audit_logs' ? `WHERE NOT (event_type = 'migration_run' AND source_event_type IS NULL)` : '';
  return `SELECT (to_jsonb(t) - 'version' - 'row_version')::text AS line FROM "${table}" t ${own} ORDER BY 1`;
}

function inStep(table: string, key: string): string {
  return `
    SELECT concat_ws(' ', i.row_key, t.version IS NOT DISTINCT FROM i.row_version) AS line
    FROM imported_rows i LEFT JOIN "${table}" t ON t."${key}" = i.row_key
    WHERE i.table_name = '${table}' ORDER BY 1`;
}
