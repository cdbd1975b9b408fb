import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Results of security scans.
 *
 * - timestamp | analysis_timestamp, scan_id | vulnerability_id, event_type, severity, finding_count, details
 */
export const securityScanLog: Kind = {
  name: 'security-scan-log',
  paths: [
    'scan-results.{jsonl,ndjson}',
    '*-scans.{jsonl,ndjson}',
    '*vulnerability-*.{jsonl,ndjson}',
    '*-scan-history.{jsonl,ndjson}',
    'security/**/*.{jsonl,ndjson}',
  ],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'security scan', usualType: 'security_event', takes: 'every-record' }),
  },
};
