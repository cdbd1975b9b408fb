import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

describe('audit triggers', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await database.client.query(
      `INSERT INTO agents (agent_id, agent_type, display_name) VALUES ('w', 'worker', 'Worker')`,
    );
  });

  afterAll(() => database.drop());

  beforeEach(() => database.client.query('TRUNCATE audit_logs'));

  const events = async (): Promise<Record<string, unknown>[]> => {
    const { rows } = await database.client.query(
      `SELECT event_type, agent_id, task_id, event_summary, severity FROM audit_logs ORDER BY id`,
    );
    return rows;
  };

  it('log that a task was created, completed and failed, each once', async () => {
    await database.client.query(`
      INSERT INTO tasks (task_id, title, created_by_agent_id, assigned_to_agent_id) VALUES ('t', 'Do it', 'system', 'w');
      UPDATE tasks SET task_status = 'in_progress' WHERE task_id = 't';
      UPDATE tasks SET task_status = 'completed' WHERE task_id = 't';
      UPDATE tasks SET task_status = 'completed', tokens_used = 1 WHERE task_id = 't';
      UPDATE tasks SET task_status = 'failed', error_message = 'no' WHERE task_id = 't'`);
    expect(await events()).toEqual([
      {
        event_type: 'task_created',
        agent_id: 'system',
        task_id: 't',
        event_summary: 'Task created: Do it',
        severity: 'info',
      },
      {
        event_type: 'task_completed',
        agent_id: 'w',
        task_id: 't',
        event_summary: 'Task completed: Do it',
        severity: 'info',
      },
      {
        event_type: 'task_failed',
        agent_id: 'w',
        task_id: 't',
        event_summary: 'Task failed: Do it',
        severity: 'error',
      },
    ]);
  });

  it('log that an agent was spawned and terminated', async () => {
    await database.client.query(`
      INSERT INTO agents (agent_id, agent_type) VALUES ('s', 'worker');
      INSERT INTO agents (agent_id, agent_type) VALUES ('s', 'worker') ON CONFLICT (agent_id) DO UPDATE SET color = 'red';
      UPDATE agents SET agent_status = 'terminated' WHERE agent_id = 's';
      UPDATE agents SET agent_status = 'terminated' WHERE agent_id = 's'`);
    expect((await events()).map(({ event_type }) => event_type)).toEqual([
      'agent_spawned',
      'agent_terminated',
    ]);
  });

  it('log the moment in which a task or an agent passes its budget', async () => {
    await database.client.query(`
      INSERT INTO tasks (task_id, title, tokens_allocated) VALUES ('b', 'b', 10), ('free', 'free', 0);
      UPDATE tasks SET tokens_used = 10 WHERE task_id IN ('b', 'free');
      UPDATE tasks SET tokens_used = 11 WHERE task_id IN ('b', 'free');
      UPDATE tasks SET tokens_used = 12 WHERE task_id IN ('b', 'free');
      UPDATE agents SET token_budget_personal = 60, token_budget_worker_pool = 40 WHERE agent_id = 'w';
      UPDATE agents SET tokens_used_today = 100 WHERE agent_id = 'w';
      UPDATE agents SET tokens_used_today = 101 WHERE agent_id = 'w';
      UPDATE agents SET tokens_used_today = 500 WHERE agent_id = 'w'`);
    const alerts = (await events()).filter(({ event_type }) => event_type === 'budget_alert');
    expect(alerts.map(({ agent_id, task_id, severity }) => [agent_id, task_id, severity])).toEqual([
      [null, 'b', 'warning'],
      ['w', null, 'warning'],
    ]);
  });

  it('name the acting user when the service says who it is', async () => {
    await database.client.query(
      `BEGIN; SET LOCAL cortex.user_id = 'anna'; INSERT INTO tasks (task_id, title) VALUES ('u', 'u'); COMMIT`,
    );
    const { rows } = await database.client.query('SELECT user_id FROM audit_logs');
    expect(rows).toEqual([{ user_id: 'anna' }]);
  });

  it('are silent in the migrator’s transactions, where versions still move', async () => {
    await database.client.query(`
      BEGIN; SET LOCAL cortex.migrating = 'on';
      INSERT INTO tasks (task_id, title, task_status) VALUES ('m', 'm', 'pending');
      UPDATE tasks SET task_status = 'completed' WHERE task_id = 'm';
      INSERT INTO agents (agent_id, agent_type, tokens_used_today) VALUES ('m', 'worker', 50);
      COMMIT`);
    expect(await events()).toEqual([]);
    const { rows } = await database.client.query(`
      SELECT t.version::int AS version, a.tokens_used_today_on AS day
      FROM tasks t, agents a WHERE t.task_id = 'm' AND a.agent_id = 'm'`);
    expect(rows).toEqual([{ version: 2, day: null }]);
  });

  it('survive titles of any length', async () => {
    await database.client.query(`INSERT INTO tasks (task_id, title) VALUES ('l', repeat('x', 1000000))`);
    const { rows } = await database.client.query('SELECT length(event_summary) AS length FROM audit_logs');
    expect(rows[0].length).toBeLessThan(600);
  });
});
