import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Events of the bus, of daemons and of dashboards, one after another.
 *
 * - event_id | id, event_type | type | event | action, timestamp, severity, message
 * - worker_id | agent_id | actor, task_id, asset_id; the same inside data, payload, event_data, details, context
 * - source, correlation_id and all others: event_details
 */
export const eventLog: Kind = {
  name: 'event-log',
  paths: [
    'events/**/*.{jsonl,ndjson}',
    '*events*.{jsonl,ndjson}',
    '*-activity.{jsonl,ndjson}',
    'execution-log.{jsonl,ndjson}',
  ],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'event', usualType: null, takes: 'every-record' }),
  },
};
