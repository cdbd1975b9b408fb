import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Spans of traces, one file per correlation or per day.
 *
 * - correlation_id, span_id, parent_span_id, timestamp, event_type, event_data, process_id, hostname
 */
export const traceLog: Kind = {
  name: 'trace-log',
  paths: ['traces/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'span', usualType: null, takes: 'every-record' }),
  },
};
