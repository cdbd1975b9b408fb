import { mapValues, rowsOf } from '../test-support/map-values';
import { tokenBudget } from './token-budget';

const map = (budget: unknown) => mapValues(tokenBudget, 'coordination/token-budget.json', [budget]);

describe('token budget', () => {
  it('maps the state of the pool, what workers got of it, and what came back', () => {
    const records = map({
      total_budget: 500000,
      allocated: 1243000,
      in_use: 1243000,
      available: -743000,
      updated_at: '2026-02-01T06:00:00-0600',
      allocations: {
        'garden-worker-1': { master: 'garden', tokens: 8000, allocated_at: '2026-02-01T05:00:00Z' },
      },
      reclamation_log: [
        { timestamp: '2026-01-31T06:00:00Z', tokens_reclaimed: 7000, reason: 'system_reset' },
      ],
    });
    expect(rowsOf(records, 'tokenBudgetHistory')).toEqual([
      {
        agentId: 'system',
        tokensUsed: '1243000',
        tokensRemaining: '-743000',
        budgetType: 'worker_pool',
        operation: 'snapshot',
        recordedAt: '2026-02-01T12:00:00.000000Z',
        metadata: { total_budget: 500000, allocated: 1243000 },
        derived: { agent_id: 'whole-system' },
      },
    ]);
    expect(rowsOf(records, 'agents')).toEqual([
      {
        agentId: 'garden-worker-1',
        masterAgentId: 'garden-master',
        tokenBudgetPersonal: '8000',
        configuration: { tokens_allocated_at: '2026-02-01T05:00:00.000000Z' },
      },
    ]);
    expect(rowsOf(records, 'auditLogs')).toEqual([expect.objectContaining({ eventSummary: 'system_reset' })]);
  });

  it('says nothing of a budget that does not add up', () => {
    expect(map({ total_budget: 5 })[0]?.facts).toEqual([]);
    expect(map({})[0]?.facts).toEqual([]);
  });
});
