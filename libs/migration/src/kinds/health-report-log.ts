import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * What components and workers say of their health.
 *
 * - timestamp, component | worker_id, status, details, heartbeat_time; some records are `{}`
 */
export const healthReportLog: Kind = {
  name: 'health-report-log',
  paths: ['health-reports.{jsonl,ndjson}', 'worker-health-metrics.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'health report', usualType: 'health_report', takes: 'every-record' }),
  },
};
