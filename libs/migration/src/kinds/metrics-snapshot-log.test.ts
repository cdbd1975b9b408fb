import { mapValues, rowsOf } from '../test-support/map-values';
import { metricsSnapshotLog } from './metrics-snapshot-log';

const map = (snapshot: unknown) =>
  mapValues(metricsSnapshotLog, 'coordination/metrics-snapshots.jsonl', [snapshot]);

describe('metrics snapshot log', () => {
  const snapshot = {
    timestamp: '2026-02-01T06:00:00-0600',
    workers: { active: 4 },
    tokens: {
      total_budget: 500,
      total_used: 165,
      available: -15,
      masters_used: 65,
      workers_used: 100,
      usage_percentage: 0.1,
    },
  };

  it('is an event, and what masters and workers have used by then', () => {
    const records = map(snapshot);
    expect(records[0]?.facts.map((fact) => 'table' in fact && fact.table)).toEqual([
      'auditLogs',
      'tokenBudgetHistory',
      'tokenBudgetHistory',
    ]);
    expect(rowsOf(records, 'auditLogs')[0]).toMatchObject({
      eventType: 'metrics_snapshot',
      eventDetails: snapshot,
    });
    const shared = {
      agentId: 'system',
      tokensRemaining: '-15',
      operation: 'snapshot',
      recordedAt: '2026-02-01T12:00:00.000000Z',
      metadata: { total_budget: 500, total_used: 165, usage_percentage: 0.1 },
      derived: { agent_id: 'whole-system', tokens_remaining: 'shared-by-both-budgets' },
    };
    expect(rowsOf(records, 'tokenBudgetHistory')).toEqual([
      { ...shared, budgetType: 'personal', tokensUsed: '65' },
      { ...shared, budgetType: 'worker_pool', tokensUsed: '100' },
    ]);
  });

  it('is an event alone where it says nothing of tokens, or too little', () => {
    for (const tokens of [undefined, {}, { masters_used: 5 }, 'none']) {
      const records = map({ timestamp: '2026-02-01T06:00:00Z', tokens });
      expect(rowsOf(records, 'auditLogs')).toHaveLength(1);
      expect(rowsOf(records, 'tokenBudgetHistory')).toEqual([]);
    }
    expect(rowsOf(map({ tokens: { available: 9, workers_used: 1 } }), 'tokenBudgetHistory')).toEqual([
      expect.objectContaining({ budgetType: 'worker_pool', tokensUsed: '1' }),
    ]);
  });
});
