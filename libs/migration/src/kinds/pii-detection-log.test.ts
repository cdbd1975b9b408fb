import { mapValues, rowsOf } from '../test-support/map-values';
import { piiDetectionLog } from './pii-detection-log';

const PATH = 'coordination/governance/pii-detections.jsonl';
const map = (...records: readonly unknown[]) => mapValues(piiDetectionLog, PATH, records);

describe('PII detection log', () => {
  it('makes an event and a violation of a detection', () => {
    const detection = {
      id: 'pii-1',
      timestamp: '2026-02-01T06:00:00Z',
      pii_type: 'email_address',
      severity: 'high',
      count: 1,
      context: { source: 'cli' },
    };
    const records = map(detection);
    expect(records[0]?.facts.map((fact) => 'table' in fact && fact.table)).toEqual([
      'auditLogs',
      'policyViolations',
    ]);
    expect(rowsOf(records, 'auditLogs')[0]).toMatchObject({
      eventType: 'security_event',
      sourceEventType: 'email_address',
      securityImpact: 'high',
      eventDetails: detection,
    });
    expect(rowsOf(records, 'policyViolations')).toEqual([
      {
        externalId: 'pii-1',
        policyId: 'pii-detection',
        violationSummary: 'email_address',
        violationDetails: detection,
        severity: 'high',
        sourceSeverity: 'high',
        status: 'open',
        detectedAt: '2026-02-01T06:00:00.000000Z',
        derived: { policy_id: 'document-kind', violation_summary: 'finding', status: 'absent' },
      },
    ]);
  });

  it('tells equal findings without an id apart by their place', () => {
    const finding = { scanned_at: '2026-02-01T06:00:00Z', pii_found: true, risk_level: 'critical' };
    expect(rowsOf(map(finding, finding), 'policyViolations').map(({ externalId }) => externalId)).toEqual([
      `${PATH}#0`,
      `${PATH}#1`,
    ]);
    expect(rowsOf(map(finding), 'policyViolations')[0]).toMatchObject({
      severity: 'critical',
      derived: { severity: 'risk_level' },
    });
  });

  it('makes no violation of a clean scan or of nothing', () => {
    const records = map({ scan_id: 's-1', scanned_at: '2026-02-01T06:00:00Z', pii_found: false }, {});
    expect(rowsOf(records, 'auditLogs')).toHaveLength(2);
    expect(rowsOf(records, 'policyViolations')).toEqual([]);
  });
});
