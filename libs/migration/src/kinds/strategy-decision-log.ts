import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Which strategy was planned for a piece of work.
 *
 * - planned_at, task_id (often empty), worker_type, selected_strategy, strategy_description, execution_plan
 */
export const strategyDecisionLog: Kind = {
  name: 'strategy-decision-log',
  paths: ['strategy-*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'strategy decision', usualType: null, takes: 'every-record' }),
  },
};
