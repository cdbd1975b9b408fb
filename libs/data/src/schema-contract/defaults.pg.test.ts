import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

/** What a column holds when a writer leaves it out (compat.md). `now` stands for the time of the transaction. */
const DEFAULTS: Readonly<Record<string, { insert: string; expected: Record<string, unknown> }>> = {
  agents: {
    insert: `(agent_id, agent_type) VALUES ('a', 'worker')`,
    expected: {
      agent_status: 'active',
      token_budget_personal: 0,
      token_budget_worker_pool: 0,
      tokens_used_today: 0,
      tokens_used_total: '0',
      capabilities: [],
      configuration: {},
      repositories: [],
      created_at: 'now',
      is_stub: false,
      is_seed: false,
      derived: null,
      version: '1',
    },
  },
  tasks: {
    insert: `(task_id, title) VALUES ('t', 't')`,
    expected: {
      task_status: 'pending',
      task_priority: 'medium',
      tokens_allocated: 0,
      tokens_used: 0,
      result_data: {},
      metadata: {},
      tags: [],
      created_at: 'now',
      started_at: null,
      error_details: null,
      is_stub: false,
    },
  },
  task_lineage: {
    insert: `(parent_task_id, child_task_id) VALUES ('t', 't')`,
    expected: { relationship_type: 'spawned', created_at: 'now' },
  },
  task_handoffs: {
    insert: 'DEFAULT VALUES',
    expected: { context_data: {}, created_at: 'now', acknowledged_at: null },
  },
  assets: {
    insert: `(asset_id, asset_type, name) VALUES ('s', 'service', 's'), ('s2', 'service', 's')`,
    expected: {
      sensitivity: 'internal',
      tags: [],
      metadata: {},
      health_status: {},
      created_at: 'now',
      owner: null,
    },
  },
  asset_lineage: {
    insert: `(upstream_asset_id, downstream_asset_id) VALUES ('s', 's2')`,
    expected: { lineage_type: 'depends_on', confidence: '1.00', discovered_at: 'now', metadata: {} },
  },
  users: {
    insert: `(user_id, username, email) VALUES ('u', 'u', 'u@x')`,
    expected: {
      role: 'user',
      is_active: true,
      is_verified: false,
      preferences: {},
      metadata: {},
      created_at: 'now',
      last_login: null,
    },
  },
  governance_policies: {
    insert: `(policy_id, policy_name, policy_type, policy_rules) VALUES ('p', 'p', 'security', '{}')`,
    expected: {
      severity: 'medium',
      is_active: true,
      created_at: 'now',
      updated_at: null,
      tags: [],
      metadata: {},
    },
  },
  policy_violations: {
    insert: `(policy_id, violation_summary) VALUES ('p', 'v')`,
    expected: { severity: 'medium', status: 'open', violation_details: {}, detected_at: 'now', metadata: {} },
  },
  audit_logs: {
    insert: `(event_type, event_summary) VALUES ('other', 'e')`,
    expected: { severity: 'info', event_details: {}, compliance_tags: [], metadata: {}, occurred_at: 'now' },
  },
  token_budget_history: {
    insert: `(agent_id, tokens_used, tokens_remaining, budget_type) VALUES ('a', 1, 1, 'personal')`,
    expected: { recorded_at: 'now', metadata: {}, task_id: null },
  },
};

const TIMES_THAT_MAY_BE_NULL = {
  agents: 'created_at',
  tasks: 'created_at',
  task_lineage: 'created_at',
  task_handoffs: 'created_at',
  assets: 'created_at',
  asset_lineage: 'discovered_at',
  users: 'created_at',
  governance_policies: 'created_at',
  policy_violations: 'detected_at',
  audit_logs: 'occurred_at',
  token_budget_history: 'recorded_at',
};

describe('defaults', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  it.each(Object.entries(DEFAULTS))(
    'of %s are what services rely on',
    async (table, { insert, expected }) => {
      await database.client.query('BEGIN');
      const { rows } = await database.client.query(
        `INSERT INTO ${table} ${insert} RETURNING *, now() AS "now"`,
      );
      await database.client.query('COMMIT');
      const found = Object.fromEntries(
        Object.keys(expected).map((column) => [
          column,
          expected[column] === 'now' && rows[0][column]?.getTime() === rows[0].now.getTime()
            ? 'now'
            : rows[0][column],
        ]),
      );
      expect(found).toEqual(expected);
    },
  );

  it('give way to NULL for times that the source does not know', async () => {
    for (const [table, column] of Object.entries(TIMES_THAT_MAY_BE_NULL)) {
      const { rows } = await database.client.query(
        `SELECT is_nullable FROM information_schema.columns WHERE table_name = $1 AND column_name = $2`,
        [table, column],
      );
      expect([table, rows[0].is_nullable]).toEqual([table, 'YES']);
    }
  });

  it('fill the one row of each singleton', async () => {
    const { rows } = await database.client.query(
      `SELECT (SELECT count(*) FROM migration_lock WHERE fencing = 0 AND holder IS NULL)::int AS locks,
              (SELECT count(*) FROM installation WHERE octet_length(redaction_key) = 32)::int AS installations,
              (SELECT count(*) FROM audit_chain_head WHERE chain_no = 0)::int AS heads`,
    );
    expect(rows).toEqual([{ locks: 1, installations: 1, heads: 1 }]);
    for (const table of ['migration_lock', 'migration_progress', 'installation', 'audit_chain_head']) {
      const second = database.client.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '{"singleton": false}')).* FROM ${table} t`,
      );
      await expect(second).rejects.toThrow('singleton_check');
    }
  });
});
