import type { RowDraft } from '@cortex/domain';

import { createActorNames } from '../normalise/actor-names';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';
import { derivedColumns } from './derived-columns';

/**
 * The budget that workers are paid from, as it stands.
 *
 * - total_budget, allocated, in_use, available (may be negative), updated_at: a row of token_budget_history
 * - allocations{<worker>}: master, tokens, allocated_at: the worker's budget
 * - reclamation_log[]: timestamp, tokens_reclaimed, reason, note: events
 */
export const tokenBudget: Kind = {
  name: 'token-budget',
  paths: ['token-budget.json', 'token-budget.json.*', 'token-budget.backup*.json'],
  format: 'json',
  layout: {
    records: [{ at: [], kind: 'budget' }],
    nested: {
      budget: [
        { at: ['allocations', '*'], kind: 'allocation' },
        { at: ['reclamation_log', '*'], kind: 'reclamation' },
      ],
    },
  },
  mappers: {
    budget: mapBudget,
    allocation: mapAllocation,
    reclamation: createEventMapper({ label: 'token reclamation', usualType: null, takes: 'time-stamped' }),
  },
};

/** The seeded agent that stands for the whole system, as in snapshots of metrics. */
const SYSTEM_AGENT = 'system';
const OPERATION = 'snapshot';

function mapBudget({ fields }: RecordInput, output: MappingOutput): void {
  fields.skip('allocations', 'reclamation_log');
  const tokensUsed = fields.integer('in_use', 'used', 'total_used', 'allocated');
  const tokensRemaining = fields.integer('available', 'remaining');
  if (tokensUsed === null || tokensRemaining === null) {
    output.note('unexpected-shape', 'token budget: not what is used and what remains');
    return;
  }
  const row: RowDraft<'tokenBudgetHistory'> = {
    agentId: SYSTEM_AGENT,
    tokensUsed,
    tokensRemaining,
    budgetType: 'worker_pool',
    operation: OPERATION,
    recordedAt: fields.time('updated_at', 'last_updated', 'timestamp'),
    metadata: fields.rest(),
    derived: derivedColumns('token_budget_history', { agent_id: 'whole-system' }, output),
  };
  output.fact({ type: 'append', table: 'tokenBudgetHistory', row });
}

/** Below what specs and pools say of the worker. */
const PRECEDENCE = 10;

function mapAllocation({ fields, record }: RecordInput, output: MappingOutput): void {
  const actors = createActorNames(output);
  const agentId = record.key ?? fields.id('worker_id');
  if (agentId === null) {
    output.note('unexpected-shape', 'token budget: an allocation to nobody');
    return;
  }
  const allocatedAt = fields.time('allocated_at');
  const row = {
    agentId,
    masterAgentId: actors.read(fields, ['master', 'master_id'], 'declares-master'),
    tokenBudgetPersonal: fields.integer('tokens', 'token_budget'),
    configuration: fields.rest({ tokens_allocated_at: allocatedAt }),
  };
  output.fact({ type: 'agent', id: agentId, precedence: PRECEDENCE, updatedAt: allocatedAt, row });
  actors.emit();
}
