import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * What went wrong, told over several records of one incident_id.
 *
 * - timestamp, incident_id, incident_type, severity, then one of detection, root_cause, impact_analysis, immediate_fix …
 */
export const incidentLog: Kind = {
  name: 'incident-log',
  paths: ['*incident-*.{jsonl,ndjson}', '*incidents.{jsonl,ndjson}', 'incidents/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'incident', usualType: 'incident', takes: 'every-record' }),
  },
};
