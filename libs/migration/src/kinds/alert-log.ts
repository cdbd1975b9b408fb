import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Alerts of monitors: errors of the system, unless their own type says something else.
 *
 * - id | alert_id, timestamp, type | alert_type, severity, message, context, acknowledged
 */
export const alertLog: Kind = {
  name: 'alert-log',
  paths: ['alerts.{jsonl,ndjson}', '*-alerts.{jsonl,ndjson}', 'alerts/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'alert', usualType: 'system_error', takes: 'every-record' }),
  },
};
