import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { incidentLog } from './incident-log';

const PATH = 'coordination/masters/coordinator/learning/incident-frost-2026-02-01.jsonl';

describe('incident log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(incidentLog);
  });

  it('is part of an incident', () => {
    const record = {
      timestamp: '2026-02-01T06:00:00Z',
      incident_id: 'inc-1',
      incident_type: 'frost',
      severity: 'critical',
      root_cause: { component: 'heating' },
    };
    const [row] = rowsOf(mapValues(incidentLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      externalId: 'inc-1',
      eventType: 'incident',
      sourceEventType: 'frost',
      severity: 'critical',
    });
  });
});
