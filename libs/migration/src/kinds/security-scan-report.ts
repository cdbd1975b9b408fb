import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * The report of one security scan. Output of foreign scanners (audits of packages, bills of materials) has no time of
 * its own and stays in the archive.
 *
 * - scan_id, scan_date | timestamp, scan_type, summary{…}, vulnerabilities[], repositories_scanned[]
 */
export const securityScanReport: Kind = {
  name: 'security-scan-report',
  paths: ['vulnerability-scan-*.json', 'security-scan-*[0-9].json', 'scan-results*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'security scan', usualType: 'security_event', takes: 'time-stamped' }),
  },
};
