import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { alertLog } from './alert-log';

const PATH = 'coordination/governance/alerts.jsonl';

describe('alert log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(alertLog);
  });

  it('is an error of the system unless its type says otherwise', () => {
    const record = {
      id: 'alert-1',
      timestamp: '2026-02-01T06:00:00Z',
      type: 'disk_full',
      severity: 'warn',
      message: 'No room for seeds',
    };
    const [row] = rowsOf(mapValues(alertLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      externalId: 'alert-1',
      eventType: 'system_error',
      sourceEventType: 'disk_full',
      severity: 'warning',
      sourceSeverity: 'warn',
    });
  });
});
