import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * The dashboard's buffer of recent events, saved in one piece; `savedAt` is no event's time.
 *
 * - events[]: id, type, timestamp, message, data{task_id, worker_id, assigned_to, created_by …}
 */
export const eventBuffer: Kind = {
  name: 'event-buffer',
  paths: ['event-buffer.json', '*-event-buffer.json'],
  format: 'json',
  layout: { records: [{ at: ['events', '*'], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'event', usualType: null, takes: 'every-record' }),
  },
};
