import { mapValues, rowsOf } from '../test-support/map-values';
import { policyViolationFile } from './policy-violation-file';

describe('policy violation file', () => {
  it('maps a list of violations, or a single one', () => {
    const one = { rule_id: 'w-1', message: 'Watered at noon' };
    const listed = mapValues(policyViolationFile, 'coordination/policies/violations.json', [
      { violations: [one, one] },
    ]);
    expect(rowsOf(listed, 'policyViolations').map(({ externalId }) => externalId)).toEqual([
      'coordination/policies/violations.json#0/violations/0',
      'coordination/policies/violations.json#1/violations/1',
    ]);
    const single = mapValues(policyViolationFile, 'coordination/violations/v.json', [one]);
    expect(rowsOf(single, 'policyViolations')).toEqual([
      expect.objectContaining({ policyId: 'w-1', externalId: 'coordination/violations/v.json#0' }),
    ]);
  });
});
