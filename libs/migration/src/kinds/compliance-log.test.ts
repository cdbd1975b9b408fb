import { mapValues, rowsOf } from '../test-support/map-values';
import { complianceLog } from './compliance-log';

describe('compliance log', () => {
  it('makes violations of the checks that failed', () => {
    const check = { rule_id: 'r-1', timestamp: '2026-02-01T06:00:00Z', evidence: 'none' };
    const records = mapValues(complianceLog, 'coordination/governance/compliance-results.jsonl', [
      { ...check, compliant: true },
      { ...check, passed: false },
    ]);
    expect(rowsOf(records, 'auditLogs')).toHaveLength(2);
    expect(rowsOf(records, 'policyViolations')).toEqual([
      expect.objectContaining({
        policyId: 'r-1',
        externalId: 'coordination/governance/compliance-results.jsonl#1',
      }),
    ]);
  });
});
