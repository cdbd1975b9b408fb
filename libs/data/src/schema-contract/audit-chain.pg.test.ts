import { createMigratedDatabase, waitFor, type TestDatabase } from '@cortex/testing';
import { Client } from 'pg';

describe('the audit chain', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  beforeEach(async () => {
    await database.client.query(`
      TRUNCATE audit_logs, audit_chain, migration_runs CASCADE;
      DELETE FROM audit_chain_head;
      INSERT INTO audit_chain_head (chain_hash) VALUES (sha256('cortex audit chain'));
      INSERT INTO agents (agent_id, agent_type) VALUES ('w', 'worker') ON CONFLICT DO NOTHING;
      TRUNCATE audit_logs`);
    await log(100);
  });

  const log = (count: number): Promise<unknown> =>
    database.client.query(
      `INSERT INTO audit_logs (event_type, event_summary, event_details, agent_id, severity, occurred_at, ip_address)
       SELECT 'other', 'event ' || n, jsonb_build_object('n', n), 'w',
              (ARRAY['debug', 'info', 'warning', 'critical'])[1 + n % 4], now() - interval '100 days', '10.0.0.1/8'
       FROM generate_series(1, $1) n`,
      [count],
    );
  const seal = async (arguments_ = ''): Promise<number> =>
    (await database.client.query(`SELECT seal_audit_chain(${arguments_}) AS sealed`)).rows[0].sealed;
  const verify = async (): Promise<Record<string, unknown>[]> =>
    (await database.client.query('SELECT chain_no::int, audit_id::int, problem FROM verify_audit_chain()'))
      .rows;
  const numbers = async (): Promise<number[]> =>
    (await database.client.query('SELECT chain_no::int AS no FROM audit_chain ORDER BY 1')).rows.map(
      ({ no }) => no,
    );
  const idOf = async (chainNo: number): Promise<number> =>
    (
      await database.client.query('SELECT audit_id::int AS id FROM audit_chain WHERE chain_no = $1', [
        chainNo,
      ])
    ).rows[0].id;

  it('seals everything in batches, without gaps, and is whole', async () => {
    expect([await seal('40'), await seal('40'), await seal('40'), await seal('40')]).toEqual([40, 40, 20, 0]);
    await log(5);
    expect(await seal()).toBe(5);
    expect(await numbers()).toEqual(Array.from({ length: 105 }, (_, index) => index + 1));
    expect(await verify()).toEqual([]);
  });

  it('has no gap where a transaction rolled back and its ids were lost', async () => {
    await database.client.query('BEGIN');
    await log(3);
    await database.client.query('ROLLBACK');
    await log(2);
    await seal();
    expect(await numbers()).toHaveLength(102);
    expect(await verify()).toEqual([]);
  });

  it('gets a row later that commits after rows with higher ids were sealed', async () => {
    const slow = new Client({ connectionString: database.url });
    await slow.connect();
    await slow.query(`BEGIN; INSERT INTO audit_logs (event_type, event_summary) VALUES ('other', 'slow')`);
    await log(1);
    expect(await seal()).toBe(101);
    // As if the ten seconds had passed: the slow transaction alone has to keep the sweep from going past it.
    await database.client.query(`UPDATE audit_chain_head SET pending_at = pending_at - interval '1 minute'`);
    expect(await seal()).toBe(0);
    await slow.query('COMMIT');
    await slow.end();
    expect(await seal()).toBe(1);
    expect(await verify()).toEqual([]);
  });

  it('does not look again at what is settled, and finds what was missed when told to', async () => {
    const settled = async (): Promise<number> =>
      (await database.client.query('SELECT settled_id::int AS id FROM audit_chain_head')).rows[0].id;
    await seal();
    await waitFor(async () => {
      await database.client.query(
        `UPDATE audit_chain_head SET pending_at = pending_at - interval '1 minute'`,
      );
      await seal();
      return (await settled()) > 0;
    });
    await database.client.query(
      `INSERT INTO audit_logs (id, event_type, event_summary) VALUES (-5, 'other', 'slipped in below')`,
    );
    expect(await seal()).toBe(0);
    expect(await seal('1000, true')).toBe(1);
    expect(await verify()).toEqual([]);
  });

  it('is sealed by one at a time', async () => {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN; SELECT seal_audit_chain(10)');
    expect(await seal()).toBe(0);
    await other.query('COMMIT');
    await other.end();
    expect(await seal()).toBe(90);
  });

  it('is independent of the settings of whoever seals and verifies', async () => {
    await database.client.query(
      `SET timezone = 'Asia/Tokyo'; SET datestyle = 'German'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = 0`,
    );
    await seal();
    await database.client.query(
      `SET timezone = 'America/Denver'; SET datestyle = 'ISO'; SET extra_float_digits = 3`,
    );
    expect(await verify()).toEqual([]);
  });

  it('stays whole when the agent of a row is deleted', async () => {
    await seal();
    await database.client.query(`DELETE FROM agents WHERE agent_id = 'w'`);
    expect(await verify()).toEqual([]);
    const { rows } = await database.client.query('SELECT DISTINCT agent_id FROM audit_chain');
    expect(rows).toEqual([{ agent_id: 'w' }]);
  });

  it.each([
    ['summary', `UPDATE audit_logs SET event_summary = 'nothing happened' WHERE id = $1`, /altered/],
    ['details', `UPDATE audit_logs SET event_details = '{}' WHERE id = $1`, /altered/],
    [
      'time by a microsecond',
      `UPDATE audit_logs SET occurred_at = occurred_at + interval '1 us' WHERE id = $1`,
      /altered/,
    ],
    ['severity', `UPDATE audit_logs SET severity = 'debug2' WHERE id = $1`, /altered/],
    ['type', `UPDATE audit_logs SET event_type = 'feedback' WHERE id = $1`, /altered/],
    ['address', `UPDATE audit_logs SET ip_address = '10.0.0.2' WHERE id = $1`, /altered/],
    ['agent', `UPDATE audit_logs SET agent_id = 'system' WHERE id = $1`, /another agent/],
    ['existence', `DELETE FROM audit_logs WHERE id = $1`, /missing/],
    [
      'body, emptied by hand',
      `UPDATE audit_logs SET event_details = NULL, emptied_at = now() WHERE id = $1`,
      /outside retention/,
    ],
    ['link', `UPDATE audit_chain SET chain_hash = sha256('x') WHERE audit_id = $1`, /altered/],
    ['body hash', `UPDATE audit_chain SET body_hash = sha256('x') WHERE audit_id = $1`, /altered/],
    ['copy of the agent', `UPDATE audit_chain SET agent_id = 'system' WHERE audit_id = $1`, /another agent/],
  ])('shows the first row of which somebody changed the %s', async (_, change, problem) => {
    await seal();
    const id = await idOf(41);
    await database.client.query(change, [id]);
    await database.client.query(`DELETE FROM audit_logs WHERE id = $1`, [await idOf(70)]);
    expect(await verify()).toEqual([{ chain_no: 41, audit_id: id, problem: expect.stringMatching(problem) }]);
  });

  it('shows links that are gone, in the middle, at the beginning and at the end', async () => {
    await seal();
    const first = async (condition: string): Promise<unknown> => {
      await database.client.query(`BEGIN; DELETE FROM audit_chain WHERE ${condition}`);
      const [found] = await verify();
      await database.client.query('ROLLBACK');
      return found?.['chain_no'];
    };
    expect(await first('chain_no = 41')).toBe(42);
    expect(await first('chain_no <= 3')).toBe(4);
    expect(await first('chain_no > 90')).toBe(100);
    expect(await first('true')).toBe(100);
  });

  it('shows a forged row even when its own link was computed anew', async () => {
    await seal();
    await database.client.query(`
      UPDATE audit_logs SET event_summary = 'forged' WHERE id = (SELECT audit_id FROM audit_chain WHERE chain_no = 41);
      UPDATE audit_chain c SET body_hash = audit_body_hash(a, c.salt) FROM audit_logs a WHERE a.id = c.audit_id AND c.chain_no = 41;
      UPDATE audit_chain c SET chain_hash = sha256(b.chain_hash || audit_link(a, c))
      FROM audit_logs a, audit_chain b WHERE a.id = c.audit_id AND c.chain_no = 41 AND b.chain_no = 40`);
    expect(await verify()).toMatchObject([{ chain_no: 42 }]);
  });

  it('can be verified in parts', async () => {
    await seal();
    await database.client.query(`DELETE FROM audit_logs WHERE id = $1`, [await idOf(41)]);
    const { rows } = await database.client.query(`
      SELECT (SELECT count(*)::int FROM verify_audit_chain(1, 40)) AS before,
             (SELECT count(*)::int FROM verify_audit_chain(42)) AS behind,
             (SELECT count(*)::int FROM verify_audit_chain(30, 50)) AS around`);
    expect(rows).toEqual([{ before: 0, behind: 0, around: 1 }]);
  });

  describe('under retention', () => {
    const retain = async (arguments_ = ''): Promise<number> =>
      (await database.client.query(`SELECT apply_audit_retention(${arguments_}) AS emptied`)).rows[0].emptied;

    it('empties old debug and info rows, keeps number and hash, and stays whole', async () => {
      expect(await retain()).toBe(0);
      await seal();
      expect(await retain()).toBe(50);
      await seal();
      expect(await verify()).toEqual([]);
      const { rows } = await database.client.query(`
        SELECT severity, event_summary = '' AND event_details IS NULL AND ip_address IS NULL AS is_empty, count(*)::int
        FROM audit_logs WHERE event_type = 'other' GROUP BY 1, 2 ORDER BY 1`);
      expect(rows).toEqual([
        { severity: 'critical', is_empty: false, count: 25 },
        { severity: 'debug', is_empty: true, count: 25 },
        { severity: 'info', is_empty: true, count: 25 },
        { severity: 'warning', is_empty: false, count: 25 },
      ]);
      expect(await numbers()).toHaveLength(101);
      expect(await retain()).toBe(0);
    });

    it('leaves young rows and says in the log what it did', async () => {
      await seal();
      expect(await retain(`'101 days'`)).toBe(0);
      expect(await retain(`'90 days', 10`)).toBe(10);
      const { rows } = await database.client.query(
        `SELECT event_summary FROM audit_logs WHERE event_type = 'audit_retention'`,
      );
      expect(rows).toEqual([{ event_summary: 'Audit rows emptied: 10' }]);
    });

    it('counts an imported row from its import', async () => {
      await database.client.query(`
        INSERT INTO migration_runs (run_id) VALUES ('r');
        INSERT INTO coordination_documents (path, path_text, kind, size, sha256, parse_status, record_count, envelope_bytes, separator_bytes)
          VALUES ('x', 'x', 'events', 1, 'x', 'parsed', 1, 0, 0);
        INSERT INTO source_records SELECT document_id, 0, NULL, 'event', NULL, 0, 1, 'x', 'inserted', NULL, 'r' FROM coordination_documents;
        INSERT INTO source_record_rows SELECT document_id, 0, 'audit_logs', a.id, 'primary' FROM coordination_documents, audit_logs a`);
      await seal();
      expect(await retain()).toBe(0);
      await database.client.query(`UPDATE audit_chain SET sealed_at = now() - interval '91 days'`);
      expect(await retain()).toBe(50);
    });

    it('shows a row that was emptied although it is kept for ever', async () => {
      await seal();
      await database.client.query(`
        UPDATE audit_logs SET event_details = NULL, emptied_at = now() WHERE severity = 'critical';
        UPDATE audit_chain SET emptied_at = now() WHERE audit_id IN (SELECT id FROM audit_logs WHERE severity = 'critical')`);
      expect(await verify()).toMatchObject([{ problem: expect.stringContaining('kept for ever') }]);
    });
  });
});
