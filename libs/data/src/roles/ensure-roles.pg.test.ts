import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { Client } from 'pg';
import { cortexRoles } from './cortex-roles';
import { ensureRoles } from './ensure-roles';

describe('ensureRoles', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await ensureRoles(database.client, 'create');
  });

  afterAll(() => database.drop());

  const as = async (role: string, statement: string): Promise<Record<string, unknown>[]> => {
    await database.client.query(`BEGIN; SET LOCAL ROLE ${role}`);
    try {
      return (await database.client.query(statement)).rows;
    } finally {
      await database.client.query('ROLLBACK');
    }
  };
  const refused = /permission denied|must be owner/;

  it('makes groups that cannot sign in and have no password', async () => {
    const { rows } = await database.client.query(
      'SELECT rolname, rolcanlogin, rolsuper, rolpassword FROM pg_authid WHERE rolname = ANY($1) ORDER BY 1',
      [cortexRoles],
    );
    expect(rows).toEqual(
      [...cortexRoles].sort().map((rolname) => ({
        rolname,
        rolcanlogin: false,
        rolsuper: false,
        rolpassword: null,
      })),
    );
  });

  it('finds nothing to change the second time', async () => {
    expect(await ensureRoles(database.client, 'create')).toEqual({ created: [], changes: 0 });
  });

  it('takes away a right that nobody is meant to have and gives back one that is missing', async () => {
    await database.client.query('GRANT SELECT ON document_chunks TO cortex_readonly');
    await database.client.query('REVOKE INSERT ON tasks FROM cortex_api');
    await expect(as('cortex_api', `INSERT INTO tasks (task_id, title) VALUES ('r', 'r')`)).rejects.toThrow(
      refused,
    );
    expect((await ensureRoles(database.client, 'require')).changes).toBe(2);
    await expect(as('cortex_readonly', 'SELECT FROM document_chunks')).rejects.toThrow(refused);
    await expect(as('cortex_api', `INSERT INTO tasks (task_id, title) VALUES ('r', 'r')`)).resolves.toEqual(
      [],
    );
  });

  it('does nothing when told to skip', async () => {
    expect(await ensureRoles(database.client, 'skip')).toEqual({ created: [], changes: 0 });
  });

  it('can be run by several processes at once', async () => {
    const other = await createMigratedDatabase();
    const clients = await Promise.all(
      [database.url, database.url, other.url, other.url].map(async (connectionString) => {
        const client = new Client({ connectionString });
        await client.connect();
        return client;
      }),
    );
    try {
      const results = await Promise.all(clients.map((client) => ensureRoles(client, 'create')));
      expect(results.flatMap((result) => result.created)).toEqual([]);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await other.drop();
    }
  });

  it('lets the owner group own every object of the schema', async () => {
    const { rows } = await database.client.query(`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')
        AND relowner <> 'cortex_owner'::regrole
      UNION ALL
      SELECT proname FROM pg_proc p
      WHERE pronamespace = 'public'::regnamespace AND proowner <> 'cortex_owner'::regrole
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`);
    expect(rows).toEqual([]);
  });

  it.each(['cortex_api', 'cortex_readonly'])(
    'keeps %s away from raw bytes, secrets and hashes',
    async (role) => {
      const closed = [
        'SELECT bytes FROM document_chunks',
        'SELECT redaction_key FROM installation',
        'SELECT raw FROM quarantine',
        'SELECT * FROM quarantine',
        'SELECT sha256 FROM source_records',
        'SELECT sha256 FROM coordination_documents',
        'SELECT image_sha256 FROM imported_rows',
        'SELECT before FROM row_before_images',
        'SELECT salt FROM audit_chain',
        'CREATE TABLE t ()',
        'TRUNCATE tasks CASCADE',
        'ALTER TABLE tasks ADD COLUMN c integer',
        'UPDATE audit_logs SET event_summary = event_summary',
        'DELETE FROM audit_logs',
        `INSERT INTO audit_logs (id, event_type, event_summary) VALUES (-1, 'other', 'x')`,
        'DELETE FROM audit_chain',
        'UPDATE row_tombstones SET version = 0',
        'INSERT INTO source_record_rows VALUES (1, 1, 1, 1, 1)',
      ];
      for (const statement of closed) await expect(as(role, statement)).rejects.toThrow(refused);
      await as(role, 'SELECT document_id, path_text, doc FROM coordination_documents');
      await as(
        role,
        'SELECT document_id, ordinal, disposition, byte_offset, byte_length FROM source_records',
      );
      await as(role, 'SELECT reason_code, detail FROM quarantine');
      await as(role, 'SELECT * FROM mv_worker_efficiency');
      await as(role, 'SELECT * FROM v_recent_security_events');
      await as(role, 'SELECT * FROM verify_audit_chain()');
    },
  );

  it('keeps cortex_readonly from writing and from hashes of credentials', async () => {
    for (const statement of [
      `INSERT INTO tasks (task_id, title) VALUES ('x', 'x')`,
      `UPDATE agents SET color = 'red'`,
      'DELETE FROM assets',
      'SELECT password_hash FROM users',
      'SELECT api_key_hash FROM users',
      'SELECT seal_audit_chain()',
      `SELECT refresh_materialized_views('me')`,
      'SELECT apply_audit_retention()',
    ]) {
      await expect(as('cortex_readonly', statement)).rejects.toThrow(refused);
    }
    expect(await as('cortex_readonly', `SELECT username FROM users`)).toEqual([{ username: 'system' }]);
  });

  it('lets cortex_api work: write with triggers, log, seal, refresh', async () => {
    await as(
      'cortex_api',
      `INSERT INTO tasks (task_id, title, created_by_agent_id) VALUES ('x', 'x', 'system');
       UPDATE tasks SET task_status = 'completed' WHERE task_id = 'x';
       DELETE FROM tasks WHERE task_id = 'x';
       INSERT INTO task_lineage (parent_task_id, child_task_id) SELECT task_id, task_id FROM tasks;
       INSERT INTO audit_logs (event_type, event_summary) VALUES ('security_event', 'x') RETURNING id;
       SELECT seal_audit_chain();
       SELECT apply_audit_retention();
       SELECT reap_tombstones();
       SELECT * FROM refresh_materialized_views('api')`,
    );
  });

  it('does not let cortex_api switch the audit off with the migrator’s setting', async () => {
    await database.client.query(`
      BEGIN; SET LOCAL ROLE cortex_api; SET LOCAL cortex.migrating = 'on';
      INSERT INTO tasks (task_id, title) VALUES ('sly', 'sly')`);
    const { rows } = await database.client.query(`SELECT event_type FROM audit_logs WHERE task_id = 'sly'`);
    await database.client.query('ROLLBACK');
    expect(rows).toEqual([{ event_type: 'task_created' }]);
  });

  it('lets cortex_backup read everything and write nothing', async () => {
    const { rows } = await database.client.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')`,
    );
    for (const { relname } of rows) await as('cortex_backup', `SELECT * FROM ${relname} LIMIT 0`);
    await expect(as('cortex_backup', 'DELETE FROM tasks')).rejects.toThrow(refused);
  });

  it('lets cortex_replication read what the relay compares, not the archive', async () => {
    await as(
      'cortex_replication',
      'SELECT FROM row_tombstones, table_generations, tasks, audit_logs LIMIT 0',
    );
    await expect(as('cortex_replication', 'SELECT FROM coordination_documents')).rejects.toThrow(refused);
  });

  describe('for a login that is no superuser', () => {
    const login = 'ordinary_migrator';
    let client: Client;

    beforeAll(async () => {
      await database.client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'ordinary'`);
      const url = new URL(database.url);
      url.username = login;
      url.password = 'ordinary';
      client = new Client({ connectionString: url.href });
      await client.connect();
    });

    afterAll(async () => {
      await client.end();
      await database.client.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
    });

    it('says which statement an administrator has to run when groups are missing', async () => {
      const session = {
        query: (text: string) =>
          text.includes('FROM pg_roles WHERE rolname LIKE')
            ? Promise.resolve({ rows: [] })
            : client.query(text),
      };
      await expect(ensureRoles(session, 'require')).rejects.toMatchObject({
        code: 'DATABASE_NO_RIGHTS',
        message: expect.stringContaining('CREATE ROLE cortex_owner NOLOGIN'),
      });
      await expect(ensureRoles(session, 'create')).rejects.toMatchObject({ code: 'DATABASE_NO_RIGHTS' });
    });

    it('has the rights of its group, and may not shorten the retention of the audit', async () => {
      await database.client.query(`GRANT cortex_api TO ${login}`);
      await client.query('SELECT apply_audit_retention()');
      await expect(client.query(`SELECT apply_audit_retention('89 days')`)).rejects.toThrow(
        'at least 90 days',
      );
      await database.client.query(`SELECT apply_audit_retention('89 days')`);
      await database.client.query(`REVOKE cortex_api FROM ${login}`);
    });

    it('reports a right that it may not give as one sentence', async () => {
      await database.client.query('REVOKE SELECT ON tasks FROM cortex_readonly');
      await expect(ensureRoles(client, 'require')).rejects.toMatchObject({ code: 'DATABASE_NO_RIGHTS' });
      expect((await ensureRoles(database.client, 'require')).changes).toBe(1);
    });
  });
});
