import { mapValues, rowsOf } from '../test-support/map-values';
import { policyViolationLog } from './policy-violation-log';

describe('policy violation log', () => {
  it('maps a violation with all that it refers to', () => {
    const violation = {
      violation_id: 'v-1',
      policy_id: 'watering',
      detected_at: '2026-02-01T06:00:00Z',
      description: 'Watered at noon',
      severity: 'warning',
      worker_id: 'garden-worker-1',
      task_id: 'task-1',
      asset_id: 'beds',
      resolved_at: '2026-02-02T06:00:00Z',
      resolved_by: 'anna',
      resolution: 'Told them',
    };
    const records = mapValues(policyViolationLog, 'coordination/policies/violations.jsonl', [violation]);
    expect(rowsOf(records, 'policyViolations')).toEqual([
      {
        externalId: 'v-1',
        policyId: 'watering',
        assetId: 'beds',
        taskId: 'task-1',
        agentId: 'garden-worker-1',
        violationSummary: 'Watered at noon',
        violationDetails: violation,
        severity: 'medium',
        sourceSeverity: 'warning',
        status: 'resolved',
        resolvedBy: 'anna',
        resolutionNotes: 'Told them',
        detectedAt: '2026-02-01T06:00:00.000000Z',
        resolvedAt: '2026-02-02T06:00:00.000000Z',
        derived: { status: 'resolved' },
      },
    ]);
    expect(rowsOf(records, 'auditLogs')[0]).toMatchObject({
      eventType: 'policy_violation',
      severity: 'warning',
    });
  });
});
