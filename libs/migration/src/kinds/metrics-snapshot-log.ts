import type { RowDraft, SqlValue } from '@cortex/domain';

import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordMapper } from '../normalise/kind';
import type { EventFamily } from './audit-event/map-event';
import { auditRowOf } from './audit-event/map-event';

/**
 * The state of the whole system, every few minutes.
 *
 * - timestamp, workers{…}, tasks{…}, orchestrator{…}, execution_managers{…}: audit_logs.event_details
 * - tokens{masters_used, workers_used, available}: two rows of token_budget_history, `personal` for what the masters
 *   used and `worker_pool` for the workers
 * - tokens{total_budget, total_used, usage_percentage, efficiency_score}: metadata of both
 */
export const metricsSnapshotLog: Kind = {
  name: 'metrics-snapshot-log',
  paths: ['*metrics-snapshots.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'snapshot' }] },
  mappers: { snapshot: createSnapshotMapper('every-record') },
};

/**
 * A snapshot names no agent: the seeded agent that stands for the whole system keeps its totals. What is available is
 * so for masters and workers together.
 */
const SYSTEM_AGENT = 'system';
const DERIVED = { agent_id: 'whole-system', tokens_remaining: 'shared-by-both-budgets' };

/** Totals so far, not spending of that moment: existing functions do not add them up. */
const OPERATION = 'snapshot';

export function createSnapshotMapper(takes: EventFamily['takes']): RecordMapper {
  const family = { label: 'metrics snapshot', usualType: 'metrics_snapshot', takes } as const;
  return (input, output) => {
    const row = auditRowOf(input, output, family);
    if (row === null) return;
    output.fact({ type: 'append', table: 'auditLogs', row });
    const tokens = input.fields.object('tokens');
    if (tokens !== null) mapTokens(tokens, row.occurredAt ?? null, output);
  };
}

function mapTokens(tokens: FieldReader, recordedAt: SqlValue, output: MappingOutput): void {
  const available = tokens.integer('available', 'remaining', 'tokens_remaining');
  const used = {
    personal: tokens.integer('masters_used', 'personal_used'),
    worker_pool: tokens.integer('workers_used', 'worker_pool_used'),
  };
  if (available === null && (used.personal !== null || used.worker_pool !== null)) {
    output.note('unexpected-shape', 'metrics snapshot: no available tokens, so no budget rows');
  }
  if (available === null) return;
  const metadata = tokens.rest();
  for (const [budgetType, tokensUsed] of Object.entries(used)) {
    if (tokensUsed === null) continue;
    const row: RowDraft<'tokenBudgetHistory'> = {
      agentId: SYSTEM_AGENT,
      tokensUsed,
      tokensRemaining: available,
      budgetType,
      operation: OPERATION,
      recordedAt,
      metadata,
      derived: JSON.stringify(DERIVED),
    };
    output.fact({ type: 'append', table: 'tokenBudgetHistory', row });
  }
}
