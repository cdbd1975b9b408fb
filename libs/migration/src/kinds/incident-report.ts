import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * One incident in a file of its own.
 *
 * - incident_id | id, timestamp | detected_at, severity, title, description, status
 */
export const incidentReport: Kind = {
  name: 'incident-report',
  paths: ['incidents/**/*.json', 'incident-*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'incident', usualType: 'incident', takes: 'time-stamped' }),
  },
};
