import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { traceLog } from './trace-log';

const PATH = 'coordination/traces/daily/2026-02-01.jsonl';

describe('trace log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(traceLog);
  });

  it('keeps a span', () => {
    const record = {
      correlation_id: 'corr-1',
      span_id: 'span-1',
      parent_span_id: null,
      timestamp: '2026-02-01T06:00:00-06:00',
      event_type: 'worker_event',
      event_data: {},
    };
    const [row] = rowsOf(mapValues(traceLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      externalId: 'span-1',
      eventType: 'other',
      sourceEventType: 'worker_event',
      occurredAt: '2026-02-01T12:00:00.000000Z',
    });
  });
});
