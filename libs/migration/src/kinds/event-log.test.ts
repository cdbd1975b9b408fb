import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { eventLog } from './event-log';

const PATH = 'coordination/events/2026-02-01/bus.jsonl';

describe('event log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(eventLog);
  });

  it('reads an event of the bus', () => {
    const record = {
      event_id: 'e-1',
      event_type: 'task.failed',
      timestamp: '2026-02-01T06:00:00Z',
      source: 'bus',
      payload: { task_id: 'task-1', worker_id: 'garden-worker-1', error_message: 'Out of water' },
    };
    const [row] = rowsOf(mapValues(eventLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'task_failed',
      taskId: 'task-1',
      agentId: 'garden-worker-1',
      eventSummary: 'Out of water',
      derived: { event_summary: 'payload.text' },
    });
  });
});
