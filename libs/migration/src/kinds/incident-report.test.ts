import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { incidentReport } from './incident-report';

const PATH = 'coordination/incidents/inc-1.json';

describe('incident report', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(incidentReport);
  });

  it('maps the incident', () => {
    const document = {
      incident_id: 'inc-1',
      detected_at: '2026-02-01T06:00:00Z',
      severity: 'critical',
      title: 'Frost',
    };
    expect(rowsOf(mapValues(incidentReport, PATH, [document]), 'auditLogs')).toMatchObject([
      { externalId: 'inc-1', eventType: 'incident', severity: 'critical', eventSummary: 'Frost' },
    ]);
  });

  it('leaves a document without a time in the archive', () => {
    expect(rowsOf(mapValues(incidentReport, PATH, [{ template: true }]), 'auditLogs')).toEqual([]);
  });
});
