import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

/** The very statements of services that know nothing of versions, tombstones and ledgers. */
describe('plain SQL of existing services', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  const query = async (text: string, values: unknown[] = []): Promise<any[]> =>
    (await database.client.query(text, values)).rows;

  it('creates a task as `system` with some columns and gets the whole row back', async () => {
    const [row] = await query(
      `INSERT INTO tasks (task_id, title, task_status, task_priority, created_by_agent_id, tokens_allocated, tags, metadata)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *`,
      ['task-1', 'First', 'pending', 'high', 'system', 1000, ['a', 'b'], JSON.stringify({ from: 'service' })],
    );
    expect(row).toMatchObject({
      task_id: 'task-1',
      task_status: 'pending',
      task_priority: 'high',
      created_by_agent_id: 'system',
      tokens_allocated: 1000,
      tokens_used: 0,
      tags: ['a', 'b'],
      metadata: { from: 'service' },
      result_data: {},
      created_at: expect.any(Date),
      version: '1',
    });
  });

  it('upserts an agent by its key', async () => {
    const upsert = `
      INSERT INTO agents (agent_id, agent_type, display_name, token_budget_personal, capabilities, configuration)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (agent_id) DO UPDATE SET
        display_name = EXCLUDED.display_name, token_budget_personal = EXCLUDED.token_budget_personal,
        last_checkin = NOW()
      RETURNING *`;
    const values = ['dev-master', 'master', 'Development', 50_000, '["code"]', '{"model":"x"}'];
    const [inserted] = await query(upsert, values);
    expect(inserted).toMatchObject({ agent_status: 'active', capabilities: ['code'], version: '1' });
    const [updated] = await query(upsert, ['dev-master', 'master', 'Dev', 60_000, '[]', '{}']);
    expect(updated).toMatchObject({ display_name: 'Dev', token_budget_personal: 60_000, version: '2' });
  });

  it('upserts an asset and finds it with plainto_tsquery over search_vector', async () => {
    await query(
      `INSERT INTO assets (asset_id, asset_type, name, description, category, metadata)
       VALUES ('a1', 'service', 'Billing gateway', 'Takes payments', 'payments', '{}')
       ON CONFLICT (asset_id) DO UPDATE SET name = EXCLUDED.name`,
    );
    for (const words of ['billing', 'payment', 'gateways']) {
      const found = await query(
        `SELECT asset_id FROM assets WHERE search_vector @@ plainto_tsquery('english', $1) LIMIT 100`,
        [words],
      );
      expect(found).toEqual([{ asset_id: 'a1' }]);
    }
  });

  it('updates any column by key and deletes for real', async () => {
    await query(`UPDATE tasks SET task_status = $1, started_at = NOW() WHERE task_id = $2`, [
      'in_progress',
      'task-1',
    ]);
    const [row] = await query(
      `UPDATE tasks SET task_status = 'completed', completed_at = NOW(), tokens_used = 10 WHERE task_id = 'task-1' RETURNING *`,
    );
    expect(row).toMatchObject({ task_status: 'completed', tokens_used: 10 });
    await query(`DELETE FROM tasks WHERE task_id = 'task-1'`);
    expect(await query(`SELECT FROM tasks WHERE task_id = 'task-1'`)).toEqual([]);
  });

  it('logs an event and gets its number as the only answer', async () => {
    const [row] = await query(
      `INSERT INTO audit_logs (event_type, agent_id, event_summary, event_details, severity, security_impact)
       VALUES ('security_event', 'system', 'seen', $1, 'warning', 'high') RETURNING id`,
      [JSON.stringify({ port: 22 })],
    );
    expect(row).toEqual({ id: expect.any(String) });
    expect(await query(`SELECT * FROM v_recent_security_events`)).toEqual([
      {
        id: row.id,
        event_type: 'security_event',
        event_summary: 'seen',
        severity: 'warning',
        security_impact: 'high',
        agent_id: 'system',
        agent_name: 'System',
        occurred_at: expect.any(Date),
      },
    ]);
  });

  it('completes a task without a start and records a negative remainder: real data does', async () => {
    await query(
      `INSERT INTO tasks (task_id, title, task_status, completed_at) VALUES ('t2', 't', 'completed', now())`,
    );
    await query(
      `INSERT INTO token_budget_history (agent_id, tokens_used, tokens_remaining, budget_type) VALUES ('system', 5, -5, 'personal')`,
    );
    await query(`INSERT INTO task_handoffs (handoff_reason) VALUES ('nobody to nobody')`);
  });

  it('takes long titles, long ids and a description of a megabyte', async () => {
    const words = 'lorem ipsum dolor '.repeat(60_000);
    await query(
      `INSERT INTO assets (asset_id, asset_type, name, description, file_path) VALUES ($1, 'other', $2, $3, $4)`,
      ['x'.repeat(1000), 'n'.repeat(6000), words, `/${'p'.repeat(6000)}`],
    );
    await query(`INSERT INTO tasks (task_id, title, description) VALUES ($1, $2, $3)`, [
      't'.repeat(1000),
      't'.repeat(6000),
      words,
    ]);
  });

  it('has `system` as agent and as user, marked as made by the migrations', async () => {
    expect(
      await query(`SELECT agent_type, agent_status, is_seed FROM agents WHERE agent_id = 'system'`),
    ).toEqual([{ agent_type: 'system', agent_status: 'active', is_seed: true }]);
    expect(
      await query(`SELECT username, role, is_active, is_seed FROM users WHERE user_id = 'system'`),
    ).toEqual([{ username: 'system', role: 'admin', is_active: true, is_seed: true }]);
  });

  it('keeps the types that services calculate with: integers as numbers', async () => {
    const rows = await query(
      `SELECT table_name || '.' || column_name AS name, data_type FROM information_schema.columns
       WHERE table_schema = 'public' AND (table_name, column_name) IN (('agents', 'tokens_used_today'),
         ('agents', 'token_budget_personal'), ('agents', 'tokens_used_total'), ('tasks', 'tokens_used'),
         ('task_lineage', 'id'), ('task_handoffs', 'handoff_id'), ('asset_lineage', 'id'), ('audit_logs', 'id'),
         ('policy_violations', 'violation_id'), ('token_budget_history', 'id'), ('token_budget_history', 'tokens_used'))
       ORDER BY 1`,
    );
    expect(Object.fromEntries(rows.map(({ name, data_type }) => [name, data_type]))).toEqual({
      'agents.token_budget_personal': 'integer',
      'agents.tokens_used_today': 'integer',
      'agents.tokens_used_total': 'bigint',
      'asset_lineage.id': 'integer',
      'audit_logs.id': 'bigint',
      'policy_violations.violation_id': 'bigint',
      'task_handoffs.handoff_id': 'integer',
      'task_lineage.id': 'integer',
      'tasks.tokens_used': 'integer',
      'token_budget_history.id': 'bigint',
      'token_budget_history.tokens_used': 'integer',
    });
  });
});
