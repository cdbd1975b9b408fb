import { mapValues, rowsOf } from '../test-support/map-values';
import { governancePolicy } from './governance-policy';

const map = (path: string, value: unknown) => mapValues(governancePolicy, path, [value]);
const rows = (path: string, value: unknown) => rowsOf(map(path, value), 'governancePolicies');

describe('governance policy', () => {
  it('maps a policy of its own file', () => {
    const policy = {
      policy_id: 'watering',
      name: 'Watering',
      type: 'operational',
      description: 'When to water',
      version: '1.0.0',
      severity: 'moderate',
      enabled: true,
      effective_date: '2026-01-05T00:00:00Z',
      created_by: 'anna',
      frameworks: ['soc2'],
      rules: [{ rule_id: 'w-1', limit: 0.1 }],
    };
    expect(rows('coordination/policies/definitions/watering-policy.json', policy)).toEqual([
      {
        policyId: 'watering',
        policyName: 'Watering',
        policyType: 'operational',
        description: 'When to water',
        severity: 'medium',
        sourceSeverity: 'moderate',
        isActive: true,
        effectiveFrom: '2026-01-05T00:00:00.000000Z',
        createdBy: 'anna',
        tags: ['soc2'],
        policyRules: [{ rule_id: 'w-1', limit: 0.1 }],
        metadata: { version: '1.0.0' },
      },
    ]);
  });

  it('maps many policies of one file', () => {
    const policies = [
      { policy_id: 'p-1', name: 'One', category: 'resource', rules: [] },
      { policy_id: 'p-2', name: 'Two', category: 'data', rules: [], created_by: 'the night shift' },
      { severity: 'low' },
    ];
    const records = map('coordination/governance/policies/policy-definitions.json', {
      policies,
      actions: {},
    });
    expect(rowsOf(records, 'governancePolicies')).toEqual([
      { policyId: 'p-1', policyName: 'One', policyType: 'resource', policyRules: [] },
      {
        policyId: 'p-2',
        policyName: 'Two',
        policyType: 'data',
        policyRules: [],
        metadata: { created_by: 'the night shift' },
      },
    ]);
    expect(records[2]?.mapping).toMatchObject({ outcome: 'quarantined', reason: 'id-missing' });
  });

  it('goes by the file where nothing names it, and is a rule as a whole where it has none', () => {
    const limits = { enabled: false, limits: { max_tokens: 200 } };
    expect(rows('coordination/config/harvest-policy.json', limits)).toEqual([
      {
        policyId: 'harvest-policy',
        policyName: 'harvest-policy',
        policyType: 'config',
        isActive: false,
        policyRules: limits,
        metadata: { limits: { max_tokens: 200 } },
        derived: {
          policy_id: 'file-stem',
          policy_name: 'policy_id',
          policy_type: 'folder',
          policy_rules: 'whole-record',
        },
      },
    ]);
    const roles = { roles: [{ role_id: 'digger' }], default_role: 'digger' };
    expect(rows('coordination/governance/roles.json', roles)).toEqual([
      expect.objectContaining({ policyId: 'roles', policyType: 'governance', policyRules: roles }),
    ]);
  });

  it('leaves the schema of policies, and what is empty, in the archive', () => {
    expect(rows('coordination/policies/policy.schema.json', { $schema: 'x', properties: {} })).toEqual([]);
    expect(rows('coordination/policies/empty.json', {})).toEqual([]);
  });
});
