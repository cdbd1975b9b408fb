import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * What was said of one worker's run, in a file of its own.
 *
 * - created_at, worker_id, overall_score, outcome_classification, feedback{strengths, improvements, recommendations}
 */
export const feedbackReport: Kind = {
  name: 'feedback-report',
  paths: ['feedback*/**/*.json', 'feedback-*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'feedback', usualType: 'feedback', takes: 'time-stamped' }),
  },
};
