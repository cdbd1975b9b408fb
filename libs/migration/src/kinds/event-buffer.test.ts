import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { eventBuffer } from './event-buffer';

const PATH = 'coordination/event-buffer.json';

describe('event buffer', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(eventBuffer);
  });

  it('maps every event of the buffer', () => {
    const document = {
      savedAt: '2026-02-01T06:00:00Z',
      events: [{ id: 'e-1', type: 'task_assigned', message: 'm' }, { id: 'e-2' }, {}],
    };
    expect(rowsOf(mapValues(eventBuffer, PATH, [document]), 'auditLogs')).toMatchObject([
      { externalId: 'e-1', eventType: 'task_assigned', eventSummary: 'm' },
      { externalId: 'e-2', eventType: 'other' },
      { eventType: 'other' },
    ]);
  });

  it('maps nothing of an empty buffer', () => {
    expect(rowsOf(mapValues(eventBuffer, PATH, [{ events: [] }]), 'auditLogs')).toEqual([]);
  });
});
