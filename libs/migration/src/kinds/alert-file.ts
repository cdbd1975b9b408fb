import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * The alerts that stand at the moment. Rules for alerts have no time and stay in the archive.
 *
 * - alerts[]: id, type, severity, status, message, created_at, worker_id, threshold, metric_value …
 * - beside the records: sla_config, priority_definitions
 */
export const alertFile: Kind = {
  name: 'alert-file',
  paths: ['*alerts.json', 'alerts/**/*.json'],
  format: 'json',
  layout: { records: [{ at: ['alerts', '*'], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'alert', usualType: 'system_error', takes: 'time-stamped' }),
  },
};
