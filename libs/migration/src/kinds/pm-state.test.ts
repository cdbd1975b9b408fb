import { mapOneDocument } from '../test-support/map-one-document';
import { pmState } from './pm-state';

describe('state of the project manager', () => {
  it('makes a run of every worker that it watches, named by its start', () => {
    const mapped = mapOneDocument(pmState, 'coordination/pm-state.json.backup-20260302-120000', {
      pm_daemon: { pid: 1 },
      monitored_workers: {
        'worker-7': {
          worker_id: 'worker-7',
          task_id: 'task-1',
          worker_type: 'scan-worker',
          registered_at: '2026-03-02T09:10:00Z',
          started_at: '2026-03-02T09:00:00Z',
          last_checkin: null,
          health_state: 'stalled',
          progress_pct: 0,
        },
        'worker-8': { registered_at: '2026-03-02T09:10:00Z', health_state: 'unknown' },
      },
    });
    expect(mapped.rows('agentRuns')).toEqual([
      expect.objectContaining({
        agentRunId: 'worker-7@2026-03-02T09:00:00.000000Z',
        runStatus: 'stalled',
        metadata: { registered_at: '2026-03-02T09:10:00Z', last_checkin: null, progress_pct: 0 },
      }),
      expect.objectContaining({ agentRunId: 'worker-8@2026-03-02T09:10:00.000000Z', runStatus: 'pending' }),
    ]);
    expect(mapped.rows('agent').map(({ agentStatus }) => agentStatus)).toEqual(['suspended', 'idle']);
  });
});
