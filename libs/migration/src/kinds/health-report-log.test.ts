import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { healthReportLog } from './health-report-log';

const PATH = 'coordination/health-reports.jsonl';

describe('health report log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(healthReportLog);
  });

  it('is a health report of a component or a worker', () => {
    const record = {
      timestamp: '2026-02-01T06:00:00+0000',
      worker_id: 'garden-worker-1',
      heartbeat_time: '2026-02-01T06:00:00Z',
      status: 'healthy',
    };
    const [row] = rowsOf(mapValues(healthReportLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'health_report',
      agentId: 'garden-worker-1',
      occurredAt: '2026-02-01T06:00:00.000000Z',
      eventSummary: 'health report: healthy (garden-worker-1)',
    });
  });
});
