import type { Kind, RecordMapper } from '../normalise/kind';
import { createViolationMapper } from './violation/create-violation-mapper';

export const mapViolation: RecordMapper = createViolationMapper({
  events: { label: 'policy violation', usualType: 'policy_violation', takes: 'every-record' },
  violations: {
    policyId: 'unnamed-policy',
    policyNames: ['policy_id', 'policy', 'rule_id'],
    findingNames: ['violation_type'],
  },
  isViolation: () => true,
});

/**
 * Violations as an engine of policies reports them. Each record is an event and a violation.
 *
 * - violation_id | id, policy_id | rule_id, timestamp | detected_at, message | description, severity, status
 * - worker_id, task_id, asset_id, resolved_by, resolved_at, resolution
 */
export const policyViolationLog: Kind = {
  name: 'policy-violation-log',
  paths: ['*violations.{jsonl,ndjson}', 'violations/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'violation' }] },
  mappers: { violation: mapViolation },
};
