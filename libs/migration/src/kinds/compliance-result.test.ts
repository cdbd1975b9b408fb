import { mapValues, rowsOf } from '../test-support/map-values';
import { complianceResult } from './compliance-result';

const map = (value: unknown) =>
  mapValues(complianceResult, 'coordination/governance/json-compliance.json', [value]);

describe('compliance result', () => {
  it('is an event, and a violation where it failed', () => {
    const check = {
      check_id: 'json',
      check_name: 'JSON is valid',
      timestamp: '2026-02-01T06:00:00Z',
      severity: 'info',
    };
    expect(rowsOf(map({ ...check, status: 'pass' }), 'policyViolations')).toEqual([]);
    expect(rowsOf(map({ ...check, status: 'pass' }), 'auditLogs')).toEqual([
      expect.objectContaining({ externalId: 'json', eventType: 'compliance_check', severity: 'info' }),
    ]);
    expect(rowsOf(map({ ...check, status: 'fail' }), 'policyViolations')).toEqual([
      expect.objectContaining({ policyId: 'json', severity: 'low', status: 'open', sourceStatus: 'fail' }),
    ]);
  });

  it('looks at the results of every framework, not at their sum', () => {
    const result = {
      rule_id: 'r-1',
      rule_name: 'Coverage',
      compliant: false,
      timestamp: '2026-02-01T06:00:00Z',
    };
    const framework = {
      framework_id: 'soc2',
      compliant: false,
      results: [result, { ...result, compliant: true }],
    };
    const records = map({ generated_at: '2026-02-01T06:00:00Z', frameworks: [framework] });
    expect(records.map(({ kind }) => kind)).toEqual(['check', 'result', 'result']);
    expect(rowsOf(records, 'auditLogs')).toHaveLength(3);
    expect(rowsOf(records, 'policyViolations')).toEqual([expect.objectContaining({ policyId: 'r-1' })]);
  });

  it('leaves what has no time in the archive', () => {
    expect(map({ requirements: ['a'] })[0]?.facts).toEqual([]);
  });
});
