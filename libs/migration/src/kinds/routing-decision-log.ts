import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Which master a task went to, and why.
 *
 * - task_id, timestamp, decision{primary_expert, primary_confidence, scores} | routed_to | final_decision{selected_master}
 * - title | task_title | task_description, routing_reason; confidences are numbers or words and stay in event_details
 * - enriched_metadata.logged_at: the same second with an offset shows that timestamp is local time behind a Z
 */
export const routingDecisionLog: Kind = {
  name: 'routing-decision-log',
  paths: ['*routing-decisions.{jsonl,ndjson}', 'routing/performance.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({
      label: 'routing decision',
      usualType: 'routing_decision',
      takes: 'every-record',
    }),
  },
};
