import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { accessLog } from './access-log';

const PATH = 'coordination/governance/access-log.jsonl';

describe('access log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(accessLog);
  });

  it('says who was let at what', () => {
    const record = {
      event_id: 'e-1',
      timestamp: '2026-02-01T06:00:00Z',
      actor: 'garden-master',
      permission: 'beds:read',
      permitted: false,
      reason: 'no_role',
    };
    const [row] = rowsOf(mapValues(accessLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      externalId: 'e-1',
      eventType: 'data_access',
      agentId: 'garden-master',
      eventSummary: 'no_role',
    });
  });
});
