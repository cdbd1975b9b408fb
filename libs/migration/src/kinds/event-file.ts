import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * One event in a file of its own: the queue of the event bus and its archive. Files without a time (indexes,
 * statistics) stay in the archive.
 *
 * - event_id, event_type, timestamp, source, correlation_id, metadata{priority}, payload{worker_id, task_id …}
 * - or events[] of such
 */
export const eventFile: Kind = {
  name: 'event-file',
  paths: ['events/**/*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['events', '*'], kind: 'event' },
      { at: [], kind: 'event' },
    ],
  },
  mappers: {
    event: createEventMapper({ label: 'event', usualType: null, takes: 'time-stamped' }),
  },
};
