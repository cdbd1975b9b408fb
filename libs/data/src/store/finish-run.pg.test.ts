import { createMigratedDatabase, waitFor, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, newRun } from './test-support/new-run';

describe('finishRun', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const writeAgent = () =>
    run.write((writer) => writer.writeRows('agents', [agentRow('a')]), {
      agents: { inserted: 1, updated: 0 },
    });
  const finish = (state: 'published' | 'failed' | 'interrupted', report: unknown = null) =>
    run.store.finishRun(run.lease, run.runId, {
      state,
      report,
      errorCode: state === 'published' ? null : 'GATE_NOT_CLOSED',
    });
  const audits = async () =>
    (await database.client.query('SELECT event_type, agent_id, event_summary, event_details FROM audit_logs'))
      .rows;
  const storedRun = async () =>
    (
      await database.client.query(
        'SELECT state, error_code, published_at IS NOT NULL AS is_published, finished_at IS NOT NULL AS is_finished FROM migration_runs',
      )
    ).rows[0];

  it('publishes, with one audit row about the run', async () => {
    await writeAgent();
    await finish('published', { ok: true });
    expect(await storedRun()).toEqual({
      state: 'published',
      error_code: null,
      is_published: true,
      is_finished: true,
    });
    expect(await audits()).toEqual([
      {
        event_type: 'migration_run',
        agent_id: 'system',
        event_summary: `Migration run ${run.runId} published: 1 rows inserted, 0 updated`,
        event_details: { run_id: run.runId, tables: { agents: { inserted: 1, updated: 0 } } },
      },
    ]);
    expect(await run.store.listRuns(1)).toMatchObject([{ report: { ok: true }, chunks: 1, records: 1 }]);
  });

  it('leaves no audit row about a run that changed nothing', async () => {
    await finish('published');
    expect(await audits()).toEqual([]);
  });

  it.each(['failed', 'interrupted'] as const)('as %s publishes nothing', async (state) => {
    await writeAgent();
    await finish(state);
    expect(await storedRun()).toEqual({
      state,
      error_code: 'GATE_NOT_CLOSED',
      is_published: false,
      is_finished: true,
    });
    expect(await audits()).toEqual([]);
    expect((await run.store.describeTarget()).lastRun).toBeNull();
  });

  it('does not take a publication back', async () => {
    await finish('published');
    await expect(finish('failed')).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await storedRun()).toMatchObject({ state: 'published' });
  });

  it('stores a report with characters that jsonb cannot hold', async () => {
    await finish('published', { nul: 'a\0b', half: '\uD800', smile: '\u{1F600}', backslash: '\\u0000' });
    expect((await run.store.listRuns(1))[0]?.report).toEqual({
      nul: 'a\\u0000b',
      half: '\uFFFD',
      smile: '\u{1F600}',
      backslash: '\\u0000',
    });
  });

  it('fails when the session that holds the lock is gone, even with the number still valid', async () => {
    await writeAgent();
    await database.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'cortex-migrator lease'`,
    );
    await expect(finish('published')).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await storedRun()).toMatchObject({ state: 'loading' });
  });

  it('refreshes the views after a run that wrote, and not after one that did not', async () => {
    const refreshes = async () =>
      (
        await database.client.query(
          `SELECT max(refresh_count)::int AS n, max(requested_by) AS by FROM matview_refreshes`,
        )
      ).rows[0];
    await run.store.refreshViews('nobody');
    expect(await refreshes()).toMatchObject({ n: 0 });
    await writeAgent();
    const second = await run.next();
    await run.store.refreshViews('migrator');
    expect(await refreshes()).toEqual({ n: 1, by: 'migrator' });
    await second.next();
    await run.store.refreshViews('migrator');
    expect(await refreshes()).toEqual({ n: 1, by: 'migrator' });
  });

  it('a rerun over an unchanged tree writes no tuple but the row of the run and that of the lock', async () => {
    await writeAgent();
    await finish('published');
    await run.store.refreshViews('migrator');
    // A backend hands in its statistics when it exits, which is some time after its session was closed.
    const others = async () => {
      const { rows } = await database.client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      return rows[0]?.n;
    };
    const written = async () => {
      await waitFor(async () => (await others()) === 0, { what: 'the sessions of the run have ended' });
      await database.client.query('SELECT pg_stat_force_next_flush()');
      const { rows } = await database.client.query<{ name: string; tuples: string }>(
        `SELECT relname AS name, n_tup_ins + n_tup_upd + n_tup_del AS tuples FROM pg_stat_user_tables`,
      );
      return new Map(rows.map(({ name, tuples }) => [name, Number(tuples)]));
    };
    await run.close();
    const before = await written();
    run = await openTestRun(database.url, newRun().manifestHash);
    await run.store.currentDocuments();
    await run.store.lookupRows('agents', ['a']);
    await run.store.countRun(run.runId);
    await finish('published');
    await run.store.refreshViews('migrator');
    const changes = await database.client.query(
      `SELECT count(*)::int AS n FROM migration_chunks WHERE run_id = $1`,
      [run.runId],
    );
    expect(changes.rows).toEqual([{ n: 0 }]);
    await run.close();
    const after = await written();
    const touched = [...after].filter(([name, tuples]) => tuples !== before.get(name)).map(([name]) => name);
    expect(touched.sort()).toEqual(['migration_lock', 'migration_runs']);
  });
});
