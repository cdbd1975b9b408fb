import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

/** What becomes of a row when the row it refers to is deleted. */
const ACTIONS: Readonly<Record<string, 'cascade' | 'set null' | 'no action'>> = {
  'agents.parent_agent_id → agents': 'set null',
  'agents.master_agent_id → agents': 'set null',
  'agents.certified_by → agents': 'no action',
  'agent_aliases.agent_id → agents': 'cascade',
  'agent_runs.agent_id → agents': 'cascade',
  'agent_runs.task_id → tasks': 'set null',
  'agent_runs.master_agent_id → agents': 'set null',
  'tasks.assigned_to_agent_id → agents': 'set null',
  'tasks.created_by_agent_id → agents': 'set null',
  'tasks.master_agent_id → agents': 'set null',
  'tasks.parent_task_id → tasks': 'cascade',
  'tasks.root_task_id → tasks': 'cascade',
  'task_lineage.parent_task_id → tasks': 'cascade',
  'task_lineage.child_task_id → tasks': 'cascade',
  'task_handoffs.task_id → tasks': 'cascade',
  'task_handoffs.from_agent_id → agents': 'no action',
  'task_handoffs.to_agent_id → agents': 'no action',
  'task_versions.task_id → tasks': 'cascade',
  'task_versions.document_id → coordination_documents': 'cascade',
  'task_aliases.task_id → tasks': 'cascade',
  'asset_lineage.upstream_asset_id → assets': 'cascade',
  'asset_lineage.downstream_asset_id → assets': 'cascade',
  'asset_lineage.discovered_by → agents': 'no action',
  'audit_logs.agent_id → agents': 'set null',
  'audit_logs.task_id → tasks': 'set null',
  'audit_logs.asset_id → assets': 'set null',
  'governance_policies.created_by → users': 'no action',
  'policy_violations.policy_id → governance_policies': 'no action',
  'policy_violations.asset_id → assets': 'set null',
  'policy_violations.task_id → tasks': 'set null',
  'policy_violations.agent_id → agents': 'set null',
  'policy_violations.resolved_by → users': 'no action',
  'token_budget_history.agent_id → agents': 'cascade',
  'token_budget_history.task_id → tasks': 'set null',
  'coordination_documents.run_id → migration_runs': 'no action',
  'coordination_documents.retired_run_id → migration_runs': 'no action',
  'coordination_documents.superseded_by → coordination_documents': 'no action',
  'document_chunks.document_id → coordination_documents': 'cascade',
  'quarantine.document_id → coordination_documents': 'cascade',
  'quarantine.run_id → migration_runs': 'no action',
  'quarantine.replayed_run_id → migration_runs': 'no action',
  'imported_rows.run_id → migration_runs': 'no action',
  'row_before_images.run_id → migration_runs': 'no action',
  'ledger_before_images.run_id → migration_runs': 'no action',
  'audit_withdrawals.run_id → migration_runs': 'no action',
  'migration_chunks.run_id → migration_runs': 'cascade',
};

describe('foreign keys', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  it('act as services rely on, each of them', async () => {
    const { rows } = await database.client.query(`
      SELECT conrelid::regclass || '.' || (
               SELECT string_agg(attname, ',' ORDER BY place)
               FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
               JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number
             ) || ' → ' || confrelid::regclass AS name,
             CASE confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'a' THEN 'no action' END AS action
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    expect(Object.fromEntries(rows.map(({ name, action }) => [name, action]))).toEqual(ACTIONS);
  });

  it('each have an index that begins with their columns', async () => {
    const { rows } = await database.client.query(`
      SELECT conrelid::regclass || ' ' || conname AS unindexed
      FROM pg_constraint c
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = c.conrelid AND i.indisvalid
          AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`);
    expect(rows).toEqual([]);
  });

  it('take along what hangs below a task and leave what only mentions it', async () => {
    await database.client.query(`
      INSERT INTO agents (agent_id, agent_type) VALUES ('w', 'worker');
      INSERT INTO tasks (task_id, title, parent_task_id, assigned_to_agent_id) VALUES
        ('top', 'top', NULL, NULL), ('sub', 'sub', 'top', 'w'), ('next', 'next', NULL, NULL);
      INSERT INTO task_lineage (parent_task_id, child_task_id) VALUES ('sub', 'next');
      INSERT INTO task_handoffs (task_id, from_agent_id, to_agent_id) VALUES ('sub', 'system', 'system');
      INSERT INTO token_budget_history (agent_id, task_id, tokens_used, tokens_remaining, budget_type)
        VALUES ('w', 'sub', 1, 1, 'personal');
      INSERT INTO agent_runs (agent_run_id, agent_id, task_id) VALUES ('run', 'w', 'sub');
      DELETE FROM tasks WHERE task_id = 'top'`);
    const { rows } = await database.client.query(`
      SELECT (SELECT array_agg(task_id) FROM tasks) AS tasks,
             (SELECT count(*)::int FROM task_lineage) AS edges,
             (SELECT count(*)::int FROM task_handoffs) AS handoffs,
             (SELECT array_agg(task_id) FROM token_budget_history) AS history,
             (SELECT array_agg(task_id) FROM agent_runs) AS runs,
             (SELECT count(*)::int FROM audit_logs WHERE task_id IS NULL AND event_type = 'task_created') AS orphaned`);
    expect(rows).toEqual([
      { tasks: ['next'], edges: 0, handoffs: 0, history: [null], runs: [null], orphaned: 2 },
    ]);
  });

  it('refuse to delete an agent that certified, handed over or discovered something', async () => {
    await database.client.query(`
      INSERT INTO agents (agent_id, agent_type, certified_by) VALUES ('c', 'master', NULL), ('d', 'worker', 'c')`);
    await expect(database.client.query(`DELETE FROM agents WHERE agent_id = 'c'`)).rejects.toThrow(
      'foreign key',
    );
  });
});
