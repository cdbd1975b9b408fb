import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

/** Columns and types in their order: services read them by name, and calculate with some. */
const VIEW_COLUMNS = {
  v_active_tasks_by_master: [
    'master_id text',
    'master_name text',
    'task_status task_status',
    'task_count bigint',
    'total_tokens_allocated bigint',
    'total_tokens_used bigint',
  ],
  v_worker_efficiency: [
    'agent_id text',
    'display_name text',
    'specialization text',
    'tasks_completed bigint',
    'avg_completion_minutes numeric',
    'total_tokens_used bigint',
    'avg_tokens_per_task numeric',
  ],
  v_asset_catalog_summary: [
    'asset_type asset_type',
    'category text',
    'sensitivity sensitivity_level',
    'asset_count bigint',
    'unique_owners bigint',
    'unique_namespaces bigint',
  ],
  v_recent_security_events: [
    'id bigint',
    'event_type audit_event_type',
    'event_summary text',
    'severity text',
    'security_impact text',
    'agent_id text',
    'agent_name text',
    'occurred_at timestamp with time zone',
  ],
};

describe('views', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await database.client.query(`
      INSERT INTO agents (agent_id, agent_type, agent_status, display_name, specialization) VALUES
        ('m1', 'master', 'active', 'One', NULL), ('m2', 'master', 'active', 'Two', NULL),
        ('gone', 'master', 'terminated', 'Gone', NULL), ('w1', 'worker', 'active', 'W1', 'tests'),
        ('w2', 'worker', 'idle', 'W2', NULL);
      INSERT INTO tasks (task_id, title, master_agent_id, assigned_to_agent_id, task_status, tokens_allocated,
                         tokens_used, started_at, completed_at) VALUES
        ('1', '1', 'm1', 'w1', 'completed', 10, 4, '2026-01-01 10:00Z', '2026-01-01 10:30Z'),
        ('2', '2', 'm1', 'w1', 'completed', 20, 6, NULL, '2026-01-01 12:00Z'),
        ('3', '3', 'm1', 'w1', 'pending', 5, 0, NULL, NULL), ('4', '4', 'gone', NULL, 'pending', 5, 0, NULL, NULL);
      INSERT INTO assets (asset_id, asset_type, name, category, sensitivity, owner, namespace) VALUES
        ('a', 'service', 'a', 'api', 'internal', 'x', 'n1'), ('b', 'service', 'b', 'api', 'internal', 'x', 'n2'),
        ('c', 'service', 'c', NULL, 'secret', NULL, NULL);
      INSERT INTO governance_policies (policy_id, policy_name, policy_type, policy_rules) VALUES ('p', 'P', 'security', '{}');
      INSERT INTO policy_violations (policy_id, violation_summary, severity, status, resolved_at) VALUES
        ('p', 'v', 'high', 'open', NULL), ('p', 'v', 'high', 'resolved', now());
      INSERT INTO token_budget_history (agent_id, tokens_used, tokens_remaining, budget_type, operation, recorded_at) VALUES
        ('w1', 5, 10, 'personal', 'task', '2026-01-01Z'), ('w1', 7, -2, 'personal', 'task', '2026-01-01 23:00Z'),
        ('w1', 900, 1, 'personal', 'snapshot', '2026-01-01Z')`);
  });

  afterAll(() => database.drop());

  const query = async (text: string): Promise<any[]> => (await database.client.query(text)).rows;

  it.each(Object.entries(VIEW_COLUMNS))('%s has its columns', async (view, columns) => {
    const rows = await query(`
      SELECT attname || ' ' || format_type(atttypid, atttypmod) AS "column" FROM pg_attribute
      WHERE attrelid = '${view}'::regclass AND attnum > 0 ORDER BY attnum`);
    expect(rows.map(({ column }) => column)).toEqual(columns);
  });

  it('count tasks under each active master, one without tasks included', async () => {
    expect(await query('SELECT * FROM v_active_tasks_by_master ORDER BY master_id, task_status')).toEqual([
      {
        master_id: 'm1',
        master_name: 'One',
        task_status: 'pending',
        task_count: '1',
        total_tokens_allocated: '5',
        total_tokens_used: '0',
      },
      {
        master_id: 'm1',
        master_name: 'One',
        task_status: 'completed',
        task_count: '2',
        total_tokens_allocated: '30',
        total_tokens_used: '10',
      },
      {
        master_id: 'm2',
        master_name: 'Two',
        task_status: null,
        task_count: '0',
        total_tokens_allocated: null,
        total_tokens_used: null,
      },
    ]);
  });

  it('measure workers by the tasks they completed', async () => {
    const rows = await query(
      'SELECT *, avg_completion_minutes::float, avg_tokens_per_task::float FROM v_worker_efficiency ORDER BY agent_id',
    );
    expect(rows).toEqual([
      {
        agent_id: 'w1',
        display_name: 'W1',
        specialization: 'tests',
        tasks_completed: '2',
        avg_completion_minutes: 30,
        total_tokens_used: '10',
        avg_tokens_per_task: 5,
      },
      {
        agent_id: 'w2',
        display_name: 'W2',
        specialization: null,
        tasks_completed: '0',
        avg_completion_minutes: null,
        total_tokens_used: null,
        avg_tokens_per_task: null,
      },
    ]);
  });

  it('summarise the catalogue', async () => {
    expect(await query('SELECT * FROM v_asset_catalog_summary ORDER BY asset_count DESC')).toEqual([
      {
        asset_type: 'service',
        category: 'api',
        sensitivity: 'internal',
        asset_count: '2',
        unique_owners: '1',
        unique_namespaces: '2',
      },
      {
        asset_type: 'service',
        category: null,
        sensitivity: 'secret',
        asset_count: '1',
        unique_owners: '0',
        unique_namespaces: '0',
      },
    ]);
  });

  it('show the newest hundred security events, those without a time last', async () => {
    await query(`
      INSERT INTO audit_logs (event_type, event_summary, security_impact, occurred_at)
      SELECT 'security_event', 'e' || n, CASE WHEN n % 2 = 0 THEN 'high' ELSE 'critical' END,
             CASE WHEN n > 0 THEN timestamptz '2026-01-01Z' + n * interval '1 s' END
      FROM generate_series(0, 120) n;
      INSERT INTO audit_logs (event_type, event_summary, security_impact) VALUES ('security_event', 'low', 'low')`);
    const rows = await query('SELECT event_summary FROM v_recent_security_events');
    expect(rows).toHaveLength(100);
    expect([rows[0], rows[99]]).toEqual([{ event_summary: 'e120' }, { event_summary: 'e21' }]);
  });

  it('are live where services read them: no materialized view stands behind them', async () => {
    const rows = await query(`
      SELECT DISTINCT c.relname FROM pg_rewrite r JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'm'
      WHERE r.ev_class IN (SELECT oid FROM pg_class WHERE relname LIKE 'v\\_%' AND relkind = 'v')`);
    expect(rows).toEqual([]);
  });

  it('are refreshed, materialized ones, concurrently, and say by whom and when', async () => {
    const refreshed = await query(`SELECT * FROM refresh_materialized_views('a test')`);
    expect(refreshed.map(({ view_name }) => view_name)).toEqual([
      'mv_agent_utilization',
      'mv_asset_catalog_summary',
      'mv_open_violations',
      'mv_task_throughput_daily',
      'mv_token_usage_daily',
      'mv_worker_efficiency',
    ]);
    const stale = await query(`
      SELECT view_name FROM matview_refreshes
      WHERE requested_by IS DISTINCT FROM 'a test' OR refresh_count <> 1 OR refreshed_at < refresh_started_at`);
    expect(stale).toEqual([]);
    expect(
      await query(`SELECT count(*)::int AS n FROM refresh_materialized_views('again', only_stale => true)`),
    ).toEqual([{ n: 0 }]);
    await query(
      `UPDATE matview_refreshes SET refreshed_at = now() - interval '1 hour' WHERE view_name = 'mv_open_violations'`,
    );
    expect(await query(`SELECT view_name FROM refresh_materialized_views('again', true)`)).toEqual([
      { view_name: 'mv_open_violations' },
    ]);
  });

  it('hold, materialized ones, what they promise', async () => {
    await query(`SELECT refresh_materialized_views('a test')`);
    expect(
      await query(
        `SELECT agent_id, tasks_completed::int, tokens_used_by_tasks::int FROM mv_agent_utilization WHERE agent_id = 'w1'`,
      ),
    ).toEqual([{ agent_id: 'w1', tasks_completed: 2, tokens_used_by_tasks: 10 }]);
    expect(
      await query(
        `SELECT tasks_completed::int, avg_completion_minutes::float FROM mv_worker_efficiency WHERE agent_id = 'w1'`,
      ),
    ).toEqual([{ tasks_completed: 2, avg_completion_minutes: 30 }]);
    expect(
      await query(`SELECT tasks_completed::int FROM mv_task_throughput_daily WHERE day = '2026-01-01'`),
    ).toEqual([{ tasks_completed: 2 }]);
    expect(await query(`SELECT asset_count::int FROM mv_asset_catalog_summary WHERE category = ''`)).toEqual([
      { asset_count: 1 },
    ]);
    expect(
      await query(
        `SELECT tokens_used::int, highest_snapshot, lowest_remaining, entries::int FROM mv_token_usage_daily`,
      ),
    ).toEqual([{ tokens_used: 12, highest_snapshot: 900, lowest_remaining: -2, entries: 3 }]);
    expect(await query(`SELECT policy_name, severity, open_violations::int FROM mv_open_violations`)).toEqual(
      [{ policy_name: 'P', severity: 'high', open_violations: 1 }],
    );
  });
});
