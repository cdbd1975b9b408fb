import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Who did what, as the old governance logged it.
 *
 * - id, timestamp, action, actor, resource, outcome, severity, context{ip_address, user_agent}, compliance_tags
 */
export const auditTrail: Kind = {
  name: 'audit-trail',
  paths: ['*audit-trail.{jsonl,ndjson}', '*-audit.{jsonl,ndjson}', 'governance/audit/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'audit entry', usualType: null, takes: 'every-record' }),
  },
};
