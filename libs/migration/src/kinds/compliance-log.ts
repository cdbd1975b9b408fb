import type { Kind } from '../normalise/kind';
import { mapCheck } from './compliance-result';

/**
 * Results of compliance checks, one after another.
 *
 * - rule_id | check_id | policy_id, timestamp, compliant | passed | status, severity, evidence
 */
export const complianceLog: Kind = {
  name: 'compliance-log',
  paths: ['*compliance*.{jsonl,ndjson}', 'compliance/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'check' }] },
  mappers: { check: mapCheck },
};
