import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Checks and measurements of quality, of data and of work.
 *
 * - timestamp | checked_at, worker_id, task_id, source_id, passed | valid, score, issues, alert_type, message
 */
export const qualityLog: Kind = {
  name: 'quality-log',
  paths: ['quality-*.{jsonl,ndjson}', 'quality/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({
      label: 'quality check',
      usualType: 'compliance_check',
      takes: 'every-record',
    }),
  },
};
