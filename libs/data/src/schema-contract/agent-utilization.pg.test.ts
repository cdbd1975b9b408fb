import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

describe('get_agent_utilization', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  beforeEach(() => database.client.query('BEGIN'));
  afterEach(() => database.client.query('ROLLBACK'));

  const utilization = async (agent = 'w'): Promise<any[]> =>
    (await database.client.query('SELECT * FROM get_agent_utilization($1)', [agent])).rows;
  const spawn = (columns: string, values: string): Promise<unknown> =>
    database.client.query(
      `INSERT INTO agents (agent_id, agent_type, ${columns}) VALUES ('w', 'worker', ${values})`,
    );
  /** As if everything written so far had been written yesterday. */
  const letADayPass = (): Promise<unknown> =>
    database.client.query(`UPDATE agents SET tokens_used_today_on = tokens_used_today_on - 1`);

  it('gives budgets, usage and tasks of today as numbers', async () => {
    await spawn('token_budget_personal, token_budget_worker_pool, tokens_used_today', '600, 400, 250');
    await database.client.query(`
      INSERT INTO tasks (task_id, title, assigned_to_agent_id, task_status, completed_at) VALUES
        ('1', '1', 'w', 'in_progress', NULL), ('2', '2', 'w', 'in_progress', NULL), ('3', '3', 'w', 'completed', now()),
        ('4', '4', 'w', 'completed', now() - interval '2 days'), ('5', '5', 'system', 'completed', now())`);
    expect(await utilization()).toEqual([
      {
        tokens_used_today: 250,
        token_budget_total: 1000,
        utilization_percent: '25.00',
        tasks_in_progress: 2,
        tasks_completed_today: 1,
      },
    ]);
  });

  it('is 0 percent without a budget, and nothing for an unknown agent', async () => {
    await spawn('tokens_used_today', '5');
    expect(await utilization()).toMatchObject([{ token_budget_total: 0, utilization_percent: '0.00' }]);
    expect(await utilization('nobody')).toEqual([]);
  });

  it('begins at 0 on a new day though nobody reset the counter', async () => {
    await spawn('tokens_used_today', '300');
    await letADayPass();
    expect(await utilization()).toMatchObject([{ tokens_used_today: 0 }]);
  });

  it('counts what a counter that only grows gained today', async () => {
    await spawn('tokens_used_today', '300');
    await letADayPass();
    await database.client.query(
      `UPDATE agents SET tokens_used_today = tokens_used_today + 20 WHERE agent_id = 'w'`,
    );
    await database.client.query(
      `UPDATE agents SET tokens_used_today = tokens_used_today + 5 WHERE agent_id = 'w'`,
    );
    expect(await utilization()).toMatchObject([{ tokens_used_today: 25 }]);
    const { rows } = await database.client.query(`SELECT tokens_used_today FROM agents WHERE agent_id = 'w'`);
    expect(rows).toEqual([{ tokens_used_today: 325 }]);
  });

  it('counts what a counter holds that is reset every day', async () => {
    await spawn('tokens_used_today', '300');
    await letADayPass();
    await database.client.query(`UPDATE agents SET tokens_used_today = 40 WHERE agent_id = 'w'`);
    await database.client.query(`UPDATE agents SET tokens_used_today = 60 WHERE agent_id = 'w'`);
    expect(await utilization()).toMatchObject([{ tokens_used_today: 60 }]);
  });

  it('counts the history of today where services keep that instead, without running totals', async () => {
    await spawn('tokens_used_today', '10');
    await database.client.query(`
      INSERT INTO token_budget_history (agent_id, tokens_used, tokens_remaining, budget_type, operation, recorded_at) VALUES
        ('w', 30, 0, 'personal', 'task', now()), ('w', 12, 0, 'personal', NULL, now()),
        ('w', 9000, 0, 'personal', 'snapshot', now()), ('w', 500, 0, 'personal', 'task', now() - interval '2 days')`);
    expect(await utilization()).toMatchObject([{ tokens_used_today: 42 }]);
  });

  it('does not count an imported total of unknown day', async () => {
    await database.client.query(`SET LOCAL cortex.migrating = 'on'`);
    await spawn('tokens_used_today', '777');
    expect(await utilization()).toMatchObject([{ tokens_used_today: 0 }]);
  });

  it('does not overflow', async () => {
    await spawn(
      'token_budget_personal, token_budget_worker_pool, tokens_used_today',
      '2147483647, 2147483647, 2147483647',
    );
    expect(await utilization()).toMatchObject([
      { token_budget_total: 2_147_483_647, tokens_used_today: 2_147_483_647, utilization_percent: '50.00' },
    ]);
  });
});
