import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * What was said of finished work.
 *
 * - created_at, worker_id, overall_score, outcome_classification, feedback{strengths, improvements, recommendations}
 */
export const feedbackLog: Kind = {
  name: 'feedback-log',
  paths: ['*feedback*.{jsonl,ndjson}', 'feedback*/**/*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'feedback', usualType: 'feedback', takes: 'every-record' }),
  },
};
