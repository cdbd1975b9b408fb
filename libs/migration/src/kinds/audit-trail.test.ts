import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { auditTrail } from './audit-trail';

const PATH = 'coordination/governance/audit-trail.jsonl';

describe('audit trail', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(auditTrail);
  });

  it('keeps who did what, and its tags', () => {
    const record = {
      id: 'audit-1',
      timestamp: '2026-02-01T06:00:00Z',
      action: 'task_creation',
      actor: 'garden-master',
      resource: 'task-1',
      outcome: 'success',
      severity: 'low',
      context: { ip_address: '10.0.0.7', user_agent: 'cli' },
      compliance_tags: ['soc2'],
    };
    const [row] = rowsOf(mapValues(auditTrail, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'task_created',
      agentId: 'garden-master',
      severity: 'info',
      complianceTags: ['soc2'],
      ipAddress: '10.0.0.7',
      userAgent: 'cli',
      eventSummary: 'task_creation: success (garden-master)',
    });
  });
});
