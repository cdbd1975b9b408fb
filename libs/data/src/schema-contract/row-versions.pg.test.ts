import { createMigratedDatabase, waitFor, type TestDatabase } from '@cortex/testing';
import { Client } from 'pg';

const VERSIONED = {
  agents: {
    key: 'agent_id',
    insert: `(agent_id, agent_type) VALUES ('k', 'worker')`,
    change: `color = 'red'`,
  },
  agent_runs: {
    key: 'agent_run_id',
    insert: `(agent_run_id, agent_id) VALUES ('k', 'system')`,
    change: 'exit_code = 1',
  },
  tasks: { key: 'task_id', insert: `(task_id, title) VALUES ('k', 'k')`, change: `title = 'other'` },
  task_lineage: {
    key: 'id',
    insert: `(id, parent_task_id, child_task_id) VALUES (77, 'base', 'base')`,
    change: `relationship_type = 'blocks'`,
  },
  task_handoffs: {
    key: 'handoff_id',
    insert: `(handoff_id, task_id) VALUES (77, 'base')`,
    change: 'acknowledged_at = now()',
  },
  assets: {
    key: 'asset_id',
    insert: `(asset_id, asset_type, name) VALUES ('k', 'other', 'k')`,
    change: `owner = 'me'`,
  },
  asset_lineage: {
    key: 'id',
    insert: `(id, upstream_asset_id, downstream_asset_id) VALUES (77, 'base', 'base')`,
    change: 'confidence = 0.5',
  },
  users: {
    key: 'user_id',
    insert: `(user_id, username, email) VALUES ('k', 'k', 'k')`,
    change: `role = 'admin'`,
  },
  governance_policies: {
    key: 'policy_id',
    insert: `(policy_id, policy_name, policy_type, policy_rules) VALUES ('k', 'k', 'k', '{}')`,
    change: 'is_active = false',
  },
  policy_violations: {
    key: 'violation_id',
    insert: `(violation_id, policy_id, violation_summary) VALUES (77, 'base', 'v')`,
    change: `status = 'resolved'`,
  },
} as const;

describe('row versions', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await database.client.query(`
      INSERT INTO tasks (task_id, title) VALUES ('base', 'base');
      INSERT INTO assets (asset_id, asset_type, name) VALUES ('base', 'other', 'base');
      INSERT INTO governance_policies (policy_id, policy_name, policy_type, policy_rules) VALUES ('base', 'b', 'b', '{}')`);
  });

  afterAll(() => database.drop());

  const versionOf = async (statement: string): Promise<number> =>
    Number((await database.client.query(`${statement} RETURNING version`)).rows[0].version);
  const tombstoneOf = async (table: string, key: string): Promise<number | undefined> => {
    const { rows } = await database.client.query(
      'SELECT version::int FROM row_tombstones WHERE table_name = $1 AND row_key = $2',
      [table, key],
    );
    return rows[0]?.version;
  };

  describe.each(Object.entries(VERSIONED))('of %s', (table, { key, insert, change }) => {
    const keyValue = insert.includes('77') ? '77' : 'k';

    it('begin at 1, grow by one whatever the statement says, and go on above the tombstone', async () => {
      expect(await versionOf(`INSERT INTO ${table} ${insert}`)).toBe(1);
      expect(await versionOf(`UPDATE ${table} SET ${change} WHERE ${key} = '${keyValue}'`)).toBe(2);
      expect(await versionOf(`UPDATE ${table} SET ${change}, version = 1 WHERE ${key} = '${keyValue}'`)).toBe(
        3,
      );
      expect(await versionOf(`UPDATE ${table} SET version = 1000 WHERE ${key} = '${keyValue}'`)).toBe(4);
      await database.client.query(`DELETE FROM ${table} WHERE ${key} = '${keyValue}'`);
      expect(await tombstoneOf(table, keyValue)).toBe(5);
      expect(await versionOf(`INSERT INTO ${table} ${insert}`)).toBe(6);
      await database.client.query(`DELETE FROM ${table} WHERE ${key} = '${keyValue}'`);
      expect(await versionOf(`INSERT INTO ${table} ${insert}`)).toBe(8);
    });

    it('begin a new generation after TRUNCATE', async () => {
      const generation = `SELECT generation::int FROM table_generations WHERE table_name = '${table}'`;
      await database.client.query('BEGIN');
      const before = (await database.client.query(generation)).rows[0].generation;
      await database.client.query(`TRUNCATE ${table} CASCADE`);
      const after = (await database.client.query(generation)).rows[0].generation;
      await database.client.query('ROLLBACK');
      expect(after).toBe(Number(before) + 1);
    });
  });

  it('count an upsert as an update of the row that is there', async () => {
    const upsert = `INSERT INTO tasks (task_id, title) VALUES ('up', 'a') ON CONFLICT (task_id) DO UPDATE SET title = 'b'`;
    expect(await versionOf(upsert)).toBe(1);
    expect(await versionOf(upsert)).toBe(2);
    await database.client.query(`DELETE FROM tasks WHERE task_id = 'up'`);
    expect(await versionOf(upsert)).toBe(4);
    expect(await versionOf(upsert)).toBe(5);
  });

  it('bury the old id when a key changes, and go on above the new id’s tombstone', async () => {
    await database.client.query(`
      INSERT INTO tasks (task_id, title) VALUES ('was', 'x'), ('taken', 'y');
      UPDATE tasks SET title = 'z' WHERE task_id = 'taken';
      UPDATE tasks SET title = 'z' WHERE task_id = 'taken';
      DELETE FROM tasks WHERE task_id = 'taken';
      DELETE FROM audit_logs`);
    expect(await tombstoneOf('tasks', 'taken')).toBe(4);
    await database.client.query('DELETE FROM audit_logs');
    expect(await versionOf(`UPDATE tasks SET task_id = 'taken' WHERE task_id = 'was'`)).toBe(5);
    expect(await tombstoneOf('tasks', 'was')).toBe(2);
  });

  it('are left by cascades and moved by SET NULL too', async () => {
    await database.client.query(`
      INSERT INTO agents (agent_id, agent_type) VALUES ('boss', 'master'), ('hand', 'worker');
      UPDATE agents SET master_agent_id = 'boss' WHERE agent_id = 'hand';
      INSERT INTO agent_runs (agent_run_id, agent_id) VALUES ('boss-run', 'boss');
      DELETE FROM agents WHERE agent_id = 'boss'`);
    expect(await tombstoneOf('agent_runs', 'boss-run')).toBe(2);
    const { rows } = await database.client.query(
      `SELECT version::int, master_agent_id FROM agents WHERE agent_id = 'hand'`,
    );
    expect(rows).toEqual([{ version: 3, master_agent_id: null }]);
  });

  it('hold for many rows of one statement, buried and fresh ones mixed', async () => {
    await database.client.query(`
      INSERT INTO assets (asset_id, asset_type, name) SELECT 'm' || n, 'other', 'm' FROM generate_series(1, 100) n;
      DELETE FROM assets WHERE asset_id LIKE 'm%'`);
    const { rows } = await database.client.query(`
      INSERT INTO assets (asset_id, asset_type, name) SELECT 'm' || n, 'other', 'm' FROM generate_series(51, 150) n
      RETURNING version::int`);
    expect(rows.filter(({ version }) => version === 3)).toHaveLength(50);
    expect(rows.filter(({ version }) => version === 1)).toHaveLength(50);
  });

  it('do not go backwards for an INSERT that waited for a DELETE of the same id', async () => {
    await database.client.query(`
      INSERT INTO tasks (task_id, title) VALUES ('race', 'a');
      UPDATE tasks SET title = 'b' WHERE task_id = 'race';
      DELETE FROM audit_logs WHERE task_id = 'race'`);
    const other = new Client({ connectionString: database.url });
    await other.connect();
    const { rows: self } = await other.query('SELECT pg_backend_pid() AS pid');
    await database.client.query(`BEGIN; DELETE FROM tasks WHERE task_id = 'race'`);
    const inserted = other.query(`INSERT INTO tasks (task_id, title) VALUES ('race', 'c')`);
    await waitFor(async () => {
      const { rows } = await database.client.query('SELECT FROM pg_locks WHERE pid = $1 AND NOT granted', [
        self[0].pid,
      ]);
      return rows.length === 1;
    });
    await database.client.query('COMMIT');
    await inserted;
    const { rows } = await database.client.query(`SELECT version::int FROM tasks WHERE task_id = 'race'`);
    await other.end();
    expect(rows).toEqual([{ version: 4 }]);
  });

  it('move updated_at, unless the statement sets it', async () => {
    await database.client.query(`
      INSERT INTO users (user_id, username, email, updated_at) VALUES ('time', 't', 't', '2000-01-01')`);
    const touched = await database.client.query(
      `UPDATE users SET role = 'x' WHERE user_id = 'time' RETURNING updated_at = now() AS moved`,
    );
    const set = await database.client.query(
      `UPDATE users SET updated_at = '2001-01-01Z' WHERE user_id = 'time' RETURNING updated_at`,
    );
    const policy = await database.client.query(
      `UPDATE governance_policies SET description = 'd' WHERE policy_id = 'base' RETURNING updated_at = now() AS moved`,
    );
    expect([touched.rows, set.rows[0].updated_at.toISOString(), policy.rows]).toEqual([
      [{ moved: true }],
      '2001-01-01T00:00:00.000Z',
      [{ moved: true }],
    ]);
  });

  it('keep tombstones until they are reaped, never younger than an hour', async () => {
    await database.client.query(`
      INSERT INTO row_tombstones (table_name, row_key, version, deleted_at) VALUES
        ('tasks', 'old', 3, now() - interval '8 days'), ('tasks', 'young', 3, now() - interval '6 days')`);
    const { rows } = await database.client.query('SELECT reap_tombstones()::int AS reaped');
    expect(rows).toEqual([{ reaped: 1 }]);
    expect(await tombstoneOf('tasks', 'young')).toBe(3);
    await expect(database.client.query(`SELECT reap_tombstones('59 minutes')`)).rejects.toThrow(
      'younger than an hour',
    );
  });

  it('cannot be forged by a trigger of the owner’s functions on somebody’s own table', async () => {
    await database.client.query(`BEGIN; CREATE ROLE forger; SET LOCAL ROLE forger;
      CREATE TEMP TABLE mine (task_id text, version bigint)`);
    const forged = database.client
      .query(`CREATE TRIGGER t AFTER DELETE ON mine REFERENCING OLD TABLE AS deleted
      FOR EACH STATEMENT EXECUTE FUNCTION tasks_version_delete()`);
    await expect(forged).rejects.toThrow('permission denied for function');
    await database.client.query('ROLLBACK');
  });

  it('cost a load nothing per row: tables of the ledger and the logs have no triggers of ours', async () => {
    const { rows } = await database.client.query(`
      SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(VERSIONED).sort());
  });
});
