import { mapOneDocument } from '../test-support/map-one-document';
import { workerSpec } from './worker-spec';

const ACTIVE = 'coordination/worker-specs/active/worker-implementation-012.json';

const familyB = {
  worker_id: 'worker-implementation-012',
  worker_type: 'implementation-worker',
  created_by: 'development-master',
  execution_manager: null,
  created_at: '2026-03-02T09:19:00-0600',
  task_id: 'task-101',
  status: 'running',
  scope: { branch: 'main' },
  context: { parent_task: 'task-101', priority: 'high' },
  resources: { token_budget: 10000, timeout_minutes: 45 },
  prompt_template: 'prompts/implementation.md',
  execution: { started_at: '2026-03-02T09:20:00-0600', completed_at: null, tokens_used: 10450 },
  heartbeat: { last_heartbeat: '2026-03-02T10:58:00-0600', health: { tokens_remaining: -450 } },
  results: { status: null, artifacts: [] },
  identity: { token: 'not-for-anybody' },
};

describe('worker spec', () => {
  it('maps a spec to its run, its slot and what it used', () => {
    const mapped = mapOneDocument(workerSpec, ACTIVE, familyB);
    expect(mapped.facts.map((fact) => ('table' in fact ? fact.table : fact.type))).toEqual([
      'agentRuns',
      'agent',
      'tokenBudgetHistory',
    ]);
    expect(mapped.rows('agentRuns')).toEqual([
      {
        agentRunId: 'worker-implementation-012@2026-03-02T15:19:00.000000Z',
        agentId: 'worker-implementation-012',
        taskId: 'task-101',
        masterAgentId: 'development-master',
        runStatus: 'running',
        sourceStatus: 'running',
        workerType: 'implementation-worker',
        createdAt: '2026-03-02T15:19:00.000000Z',
        startedAt: '2026-03-02T15:20:00.000000Z',
        lastHeartbeat: '2026-03-02T16:58:00.000000Z',
        tokenBudget: '10000',
        tokensUsed: '10450',
        result: { status: null, artifacts: [] },
        metadata: expect.objectContaining({ scope: { branch: 'main' }, context: { priority: 'high' } }),
      },
    ]);
    expect(mapped.rows('agent')).toEqual([
      expect.objectContaining({
        agentStatus: 'active',
        specialization: 'implementation-worker',
        tokenBudgetPersonal: '10000',
      }),
    ]);
    expect(mapped.rows('tokenBudgetHistory')).toEqual([
      {
        agentId: 'worker-implementation-012',
        taskId: 'task-101',
        tokensUsed: '10450',
        tokensRemaining: '-450',
        budgetType: 'personal',
        operation: 'worker_spec',
        recordedAt: '2026-03-02T16:58:00.000000Z',
        metadata: { token_budget: 10000 },
      },
    ]);
  });

  it('takes no task for its own parent, and says so', () => {
    const mapped = mapOneDocument(workerSpec, ACTIVE, familyB);
    expect(mapped.rows('taskLineage')).toEqual([]);
    expect(mapped.notes).toContainEqual({
      code: 'reference-ignored',
      subject: 'worker_spec.parent_task: the task itself',
    });
    const other = mapOneDocument(workerSpec, ACTIVE, { ...familyB, context: { parent_task: 'task-100' } });
    expect(other.rows('taskLineage')).toEqual([
      { parentTaskId: 'task-100', childTaskId: 'task-101', relationshipType: 'spawned' },
    ]);
  });

  it('lets no token out', () => {
    expect(JSON.stringify(mapOneDocument(workerSpec, ACTIVE, familyB).facts)).not.toContain(
      'not-for-anybody',
    );
  });

  it('reads family A, whose task is a record of its own', () => {
    const mapped = mapOneDocument(workerSpec, 'coordination/worker-specs/completed/dev-worker-1.json', {
      worker_id: 'dev-worker-1',
      parent_master: 'logistics',
      task_id: 'task-7',
      task_data: { id: 'task-7', title: 'Carry', status: 'assigned', assigned_to: 'logistics' },
      resources: { token_allocation: 15000, time_limit_minutes: 60 },
      status: 'zombie',
      created_at: '2026-02-20T10:05:00Z',
      execution: { ended_at: '2026-02-20T11:00:00Z', outcome: 'zombie_cleanup', error: 'gone' },
    });
    expect(mapped.rows('agentRuns')).toEqual([
      expect.objectContaining({
        masterAgentId: 'logistics-master',
        runStatus: 'zombie',
        endedAt: '2026-02-20T11:00:00.000000Z',
        outcome: 'zombie_cleanup',
        tokenBudget: '15000',
        metadata: { resources: { time_limit_minutes: 60 }, execution: { error: 'gone' } },
      }),
    ]);
    expect(mapped.rows('agent')).toEqual([
      expect.objectContaining({ agentStatus: 'terminated', terminatedAt: '2026-02-20T11:00:00.000000Z' }),
    ]);
    expect(mapped.facts.find(({ type }) => type === 'task')).toMatchObject({
      taskId: 'task-7',
      origin: 'embedded',
    });
    expect(mapped.rows('tokenBudgetHistory')).toEqual([]);
  });

  it.each(['archived', 'archive-20260101', 'archive'])(
    'takes what runs in the folder %s for over',
    (folder) => {
      const mapped = mapOneDocument(workerSpec, `coordination/worker-specs/${folder}/w.json`, {
        ...familyB,
        status: 'active',
      });
      expect(mapped.rows('agentRuns')[0]).toMatchObject({
        runStatus: 'retired',
        sourceStatus: 'active',
        metadata: { status_conflict: 'active in an archive folder' },
        derived: { run_status: 'archive-folder' },
      });
      expect(mapped.rows('agent')[0]).toMatchObject({ agentStatus: 'terminated', sourceStatus: 'active' });
      expect(mapped.notes.map(({ code }) => code)).toContain('status-conflict');
    },
  );

  it('names a spec without id after its file or its folder', () => {
    const spec = { task_id: 'null', status: 'pending' };
    expect(mapOneDocument(workerSpec, ACTIVE, spec).rows('agentRuns')[0]).toEqual({
      agentRunId: `worker-implementation-012@${ACTIVE}`,
      agentId: 'worker-implementation-012',
      runStatus: 'pending',
      sourceStatus: 'pending',
      derived: { agent_id: 'file-name' },
    });
    expect(
      mapOneDocument(workerSpec, 'coordination/workers/fixer-1/worker-spec.json', spec).rows('agentRuns')[0],
    ).toMatchObject({
      agentId: 'fixer-1',
      derived: { agent_id: 'folder-name' },
    });
  });

  it('says nothing of what is no spec', () => {
    expect(mapOneDocument(workerSpec, ACTIVE, {})).toMatchObject({ facts: [], notes: [] });
    expect(mapOneDocument(workerSpec, ACTIVE, { colour: 'white' }).facts).toEqual([]);
  });
});
