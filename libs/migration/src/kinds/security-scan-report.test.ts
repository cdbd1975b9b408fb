import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { securityScanReport } from './security-scan-report';

const PATH = 'coordination/masters/security/context/vulnerability-scan-2026-02-01.json';

describe('security scan report', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(securityScanReport);
  });

  it('maps the scan', () => {
    const document = {
      scan_id: 'scan-1',
      scan_date: '2026-02-01T06:00:00Z',
      scan_type: 'dependencies',
      summary: { total: 0 },
    };
    expect(rowsOf(mapValues(securityScanReport, PATH, [document]), 'auditLogs')).toMatchObject([
      { externalId: 'scan-1', eventType: 'security_event', sourceEventType: 'dependencies' },
    ]);
  });

  it('leaves a document without a time in the archive', () => {
    expect(rowsOf(mapValues(securityScanReport, PATH, [{ advisories: {} }]), 'auditLogs')).toEqual([]);
  });
});
