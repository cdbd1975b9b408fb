import { mapValues, rowsOf } from '../test-support/map-values';
import { overrideLog } from './override-log';

const map = (...records: readonly unknown[]) =>
  mapValues(overrideLog, 'coordination/governance/overrides.jsonl', records);

describe('override log', () => {
  it('is resolved by whoever approved it', () => {
    const override = {
      timestamp: '2026-02-01T06:00:00Z',
      event: 'governance_override',
      task_id: 'task-1',
      reason: 'Frost tonight',
      approved_by: 'anna',
    };
    expect(rowsOf(map(override), 'policyViolations')).toEqual([
      expect.objectContaining({
        policyId: 'governance-override',
        taskId: 'task-1',
        violationSummary: 'Frost tonight',
        status: 'resolved',
        resolvedBy: 'anna',
        derived: { policy_id: 'document-kind', status: 'approved' },
      }),
    ]);
    expect(rowsOf(map(override), 'auditLogs')[0]).toMatchObject({ eventType: 'security_event' });
  });

  it('is open where it only stopped a task, and by its own word where it has one', () => {
    const [blocked, denied] = rowsOf(
      map(
        {
          timestamp: '2026-02-01T06:00:00Z',
          event: 'task_blocked',
          task_id: 'task-2',
          violations: ['Dangerous'],
        },
        { bypass_id: 'b-1', bypass_type: 'validation', status: 'approved', approved_by: 'the night shift' },
      ),
      'policyViolations',
    );
    expect(blocked).toMatchObject({ status: 'open', taskId: 'task-2' });
    expect(denied).toMatchObject({ externalId: 'b-1', status: 'resolved', sourceStatus: 'approved' });
    expect(denied).not.toHaveProperty('resolvedBy');
  });

  it('makes only an event of the end of a bypass', () => {
    const records = map({ bypass_id: 'b-1', timestamp: '2026-02-01T06:00:00Z', event: 'bypass_ended' });
    expect(rowsOf(records, 'auditLogs')).toHaveLength(1);
    expect(rowsOf(records, 'policyViolations')).toEqual([]);
  });
});
