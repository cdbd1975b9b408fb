import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { eventFile } from './event-file';

const PATH = 'coordination/events/queue/evt_1.json';

describe('event file', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(eventFile);
  });

  it('maps the event in it', () => {
    const document = {
      event_id: 'e-1',
      event_type: 'worker.completed',
      timestamp: '2026-02-01T06:00:00Z',
      payload: { task_id: 'task-1' },
    };
    expect(rowsOf(mapValues(eventFile, PATH, [document]), 'auditLogs')).toMatchObject([
      { externalId: 'e-1', eventType: 'task_completed', taskId: 'task-1' },
    ]);
  });

  it('leaves a document without a time in the archive', () => {
    expect(rowsOf(mapValues(eventFile, PATH, [{ by_type: { heartbeat: 7 } }]), 'auditLogs')).toEqual([]);
  });
});
