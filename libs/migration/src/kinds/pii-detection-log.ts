import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { Kind } from '../normalise/kind';
import { createViolationMapper } from './violation/create-violation-mapper';

/**
 * Personal data that scanners found. Each record is an event (they repeat, and repetitions count); what was found is a
 * violation too, once per id.
 *
 * - detections: id, timestamp, pii_type, severity, count, context{source}
 * - incidents: timestamp, event_type, source, risk_level, findings_count, principal, scan_result{…}
 * - scans: scan_id, scanned_at, file_path, pii_found, findings[], risk_level, recommendations
 */
export const piiDetectionLog: Kind = {
  name: 'pii-detection-log',
  paths: ['pii-*.{jsonl,ndjson}', '*-pii.{jsonl,ndjson}', 'pii/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'detection' }] },
  mappers: {
    detection: createViolationMapper({
      events: { label: 'pii detection', usualType: 'security_event', takes: 'every-record' },
      violations: { policyId: 'pii-detection', policyNames: ['policy_id'], findingNames: ['pii_type'] },
      isViolation: hasFinding,
    }),
  },
};

/** A clean scan is an event and no violation. */
function hasFinding(node: JsonNode): boolean {
  return !['pii_found', 'has_pii', 'detected'].some((name) => isFalse(memberOf(node, name)));
}

function isFalse(node: JsonNode | undefined): boolean {
  return node?.type === 'literal' && node.value === false;
}
