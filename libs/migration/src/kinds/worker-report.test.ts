import { mapOneDocument } from '../test-support/map-one-document';
import { workerReport } from './worker-report';

describe('worker report', () => {
  it('takes the folder for the id and the timestamp for the end of a run that is over', () => {
    const path = 'agents/workers/worker-7/status.json';
    const mapped = mapOneDocument(workerReport, path, {
      status: 'failed',
      exit_code: 1,
      timestamp: '2026-03-02T10:58:00-06:00',
    });
    expect(mapped.rows('agentRuns')).toEqual([
      {
        agentRunId: `worker-7@${path}`,
        agentId: 'worker-7',
        runStatus: 'failed',
        sourceStatus: 'failed',
        endedAt: '2026-03-02T16:58:00.000000Z',
        exitCode: '1',
      },
    ]);
    expect(mapped.rows('agent')[0]).toMatchObject({
      agentStatus: 'terminated',
      terminatedAt: '2026-03-02T16:58:00.000000Z',
    });
  });

  it('takes the timestamp of one that is not over for a sign of life', () => {
    const mapped = mapOneDocument(workerReport, 'agents/workers/worker-7/heartbeat.json', {
      status: 'running',
      timestamp: '2026-03-02T10:58:00Z',
    });
    expect(mapped.rows('agentRuns')[0]).toMatchObject({ lastHeartbeat: '2026-03-02T10:58:00.000000Z' });
    expect(mapped.rows('agentRuns')[0]).not.toHaveProperty('endedAt');
  });

  it('reads completion reports, wherever they lie', () => {
    const mapped = mapOneDocument(workerReport, 'coordination/worker-completion-worker-scan-1.json', {
      task_id: 'task-1',
      status: 'completed',
      completed_at: '2026-03-02T10:58:00Z',
      result: { status: 'success', files: 2 },
    });
    expect(mapped.rows('agentRuns')).toEqual([
      expect.objectContaining({
        agentId: 'worker-scan-1',
        taskId: 'task-1',
        outcome: 'success',
        result: { status: 'success', files: 2 },
        derived: { agent_id: 'file-name' },
      }),
    ]);
  });

  it('says nothing of what is no report', () => {
    expect(mapOneDocument(workerReport, 'agents/workers/worker-7/status.json', {})).toMatchObject({
      facts: [],
      notes: [],
    });
  });
});
