import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Who was let at what.
 *
 * - event_id, timestamp, actor | principal, permission | operation, asset | asset_id, permitted | allowed, reason
 */
export const accessLog: Kind = {
  name: 'access-log',
  paths: ['*access-log.{jsonl,ndjson}', '*access-logs.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'access', usualType: 'data_access', takes: 'every-record' }),
  },
};
