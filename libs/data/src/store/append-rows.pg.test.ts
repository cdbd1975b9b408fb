import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, appendRow, auditRow } from './test-support/new-run';

describe('appendRows', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
    await run.write((writer) => writer.writeRows('agents', [agentRow('a')]));
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const select = async (text: string) => (await database.client.query(text)).rows;

  it('numbers the rows in their order and says the numbers', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => auditRow(`event ${index}`, { agentId: 'a' }));
    const { ids, refused } = await run.write((writer) => writer.appendRows('auditLogs', rows));
    expect(refused).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
    const stored = await select('SELECT id, event_summary FROM audit_logs ORDER BY id');
    expect(stored.map(({ id }) => id)).toEqual(ids);
    expect(stored.map(({ event_summary }) => event_summary)).toEqual(
      rows.map((_, index) => `event ${index}`),
    );
  });

  it('says the right numbers also while others draw from the same sequence', async () => {
    const insert = `INSERT INTO audit_logs (event_type, event_summary) VALUES ('other', 'by SQL')`;
    const rest = new AbortController();
    const others = (async () => {
      while (!rest.signal.aborted) await database.client.query(insert);
    })();
    for (let round = 0; round < 20; round += 1) {
      const rows = Array.from({ length: 500 }, (_, index) => auditRow(`${round}:${index}`));
      const { ids } = await run.write((writer) => writer.appendRows('auditLogs', rows));
      const { rows: stored } = await database.client.query(
        `SELECT event_summary FROM audit_logs WHERE id = ANY ($1::bigint[]) ORDER BY array_position($1::bigint[], id)`,
        [ids],
      );
      expect(stored.map(({ event_summary }) => event_summary)).toEqual(
        rows.map((_, index) => `${round}:${index}`),
      );
    }
    rest.abort();
    await others;
  });

  it('finds exactly the rows that PostgreSQL refuses; the others are there under their numbers', async () => {
    const bad = new Map([
      [3, { eventType: 'no such word' }],
      [4, { eventSummary: 'NUL \0' }],
      [4_000, { agentId: 'nobody' }],
      [4_001, { taskId: 'nothing' }],
      [4_999, { ipAddress: '999.1.1.1' }],
    ]);
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      auditRow(`event ${index}`, { agentId: 'a', ...bad.get(index) }),
    );
    const { ids, refused } = await run.write((writer) => writer.appendRows('auditLogs', rows));
    expect(refused.map(({ index, sqlState }) => [index, sqlState])).toEqual([
      [3, '22P02'],
      [4, '22021'],
      [4_000, '23503'],
      [4_001, '23503'],
      [4_999, '22P02'],
    ]);
    expect(ids.flatMap((id, index) => (id === null ? [index] : []))).toEqual([...bad.keys()]);
    const stored = await select('SELECT id, event_summary FROM audit_logs ORDER BY id');
    expect(stored).toEqual(
      ids.flatMap((id, index) => (id === null ? [] : [{ id, event_summary: `event ${index}` }])),
    );
  });

  it('gives the same answer when all rows are refused, and when there are none', async () => {
    const rows = Array.from({ length: 20 }, () => auditRow('x', { agentId: 'nobody' }));
    const { ids, refused } = await run.write((writer) => writer.appendRows('auditLogs', rows));
    expect(ids).toEqual(rows.map(() => null));
    expect(refused).toHaveLength(20);
    expect(await run.write((writer) => writer.appendRows('auditLogs', []))).toEqual({ ids: [], refused: [] });
  });

  it('fills every column of token_budget_history', async () => {
    const row = appendRow('tokenBudgetHistory', {
      agentId: 'a',
      tokensUsed: 10,
      tokensRemaining: -5,
      budgetType: 'personal',
      operation: 'use',
      recordedAt: '2026-01-01T00:00:00Z',
      metadata: '{"a":1}',
      derived: '{"b":"rule"}',
    });
    await run.write((writer) => writer.appendRows('tokenBudgetHistory', [row]));
    expect(
      await select(
        'SELECT agent_id, tokens_used, tokens_remaining, operation, metadata, derived FROM token_budget_history',
      ),
    ).toEqual([
      {
        agent_id: 'a',
        tokens_used: 10,
        tokens_remaining: -5,
        operation: 'use',
        metadata: { a: 1 },
        derived: { b: 'rule' },
      },
    ]);
  });

  it('are looked up by number', async () => {
    const { ids } = await run.write((writer) =>
      writer.appendRows('auditLogs', [auditRow('x'), auditRow('y')]),
    );
    const id = ids[0] ?? '';
    expect([...(await run.store.lookupRows('auditLogs', [id, '999999']))]).toEqual([
      [id, { exists: true, version: null, isPlaceholder: false, imported: null }],
    ]);
  });
});
