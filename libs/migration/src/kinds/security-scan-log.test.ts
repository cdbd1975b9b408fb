import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { securityScanLog } from './security-scan-log';

const PATH = 'coordination/security/scan-results.jsonl';

describe('security scan log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(securityScanLog);
  });

  it('is a security event with an impact', () => {
    const record = {
      timestamp: '2026-02-01T06:00:00Z',
      scan_id: 'scan-1',
      event_type: 'security.scan_completed',
      severity: 'high',
      finding_count: 2,
    };
    const [row] = rowsOf(mapValues(securityScanLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      externalId: 'scan-1',
      eventType: 'security_event',
      severity: 'error',
      securityImpact: 'high',
      derived: expect.objectContaining({ security_impact: 'severity' }),
    });
  });
});
