import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Commits and pushes that workers made.
 *
 * - timestamp, worker_id, operation, status, details
 */
export const gitOperationLog: Kind = {
  name: 'git-operation-log',
  paths: ['git-operations.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'git operation', usualType: 'git_operation', takes: 'every-record' }),
  },
};
