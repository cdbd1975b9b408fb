import { mapOneDocument } from '../test-support/map-one-document';
import { workerPool } from './worker-pool';

const PATH = 'coordination/worker-pool.json';
const worker = {
  worker_id: 'worker-7',
  worker_type: 'scan-worker',
  spawned_by: 'security-master',
  spawned_at: '2026-03-02T09:00:00Z',
  status: 'pending',
  task_id: 'null',
  token_budget: 8000,
  tokens_used: 1200,
  session_id: null,
};

describe('worker pool', () => {
  it('makes a run of every entry and derives what is left of its budget', () => {
    const mapped = mapOneDocument(workerPool, PATH, {
      active_workers: [worker, { ...worker, spawned_at: '2026-03-01T09:00:00Z' }],
      completed_workers: [],
      updated_at: '2026-03-02T12:00:00Z',
    });
    expect(mapped.rows('agentRuns').map(({ agentRunId }) => agentRunId)).toEqual([
      'worker-7@2026-03-02T09:00:00.000000Z',
      'worker-7@2026-03-01T09:00:00.000000Z',
    ]);
    expect(mapped.rows('agentRuns')[0]).not.toHaveProperty('taskId');
    expect(mapped.rows('tokenBudgetHistory')[0]).toEqual({
      agentId: 'worker-7',
      tokensUsed: '1200',
      tokensRemaining: '6800',
      budgetType: 'personal',
      operation: 'worker_pool',
      recordedAt: '2026-03-02T12:00:00.000000Z',
      metadata: { token_budget: 8000 },
      derived: { tokens_remaining: 'budget-minus-used', recorded_at: 'file' },
    });
  });

  it('takes the list for the status where an entry has none', () => {
    const bare = {
      worker_id: 'worker-8',
      completed_at: '2026-03-02T10:00:00Z',
      result: 'success',
      exit_code: 0,
    };
    const mapped = mapOneDocument(workerPool, PATH, {
      completed_workers: [bare],
      failed_workers: { 'worker-9': {} },
    });
    expect(mapped.rows('agentRuns')).toEqual([
      expect.objectContaining({
        runStatus: 'completed',
        outcome: 'success',
        exitCode: '0',
        agentRunId: `worker-8@${PATH}#/completed_workers/0`,
        derived: { run_status: 'list' },
      }),
      expect.objectContaining({ agentId: 'worker-9', runStatus: 'failed' }),
    ]);
    expect(mapped.rows('agent')[0]).toMatchObject({ agentStatus: 'terminated' });
  });

  it('takes a planned worker for a suspended agent that has not run', () => {
    const planned = { worker_id: 'worker-8', status: 'Planned', token_budget: 8000, phase: 6 };
    const mapped = mapOneDocument(workerPool, PATH, { active_workers: [planned] });
    expect(mapped.rows('agentRuns')).toEqual([]);
    expect(mapped.rows('agent')).toEqual([
      expect.objectContaining({
        agentId: 'worker-8',
        agentStatus: 'suspended',
        sourceStatus: 'Planned',
        tokenBudgetPersonal: '8000',
        configuration: { phase: 6 },
      }),
    ]);
  });

  it('says what is no worker', () => {
    const mapped = mapOneDocument(workerPool, PATH, { active_workers: ['worker-1', { status: 'active' }] });
    expect(mapped.facts).toEqual([]);
    expect(mapped.notes.map(({ code }) => code)).toEqual(['unexpected-shape', 'unexpected-shape']);
  });
});
