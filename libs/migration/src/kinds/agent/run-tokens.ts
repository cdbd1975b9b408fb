import type { RowDraft } from '@cortex/domain';

import { createDerivation } from '../../normalise/derivation';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { parseInt4 } from '../../normalise/parse-number';
import { peekTime } from '../../normalise/peek';
import type { RunParts, RunTimes } from './run-times';

/** Spellings of whole numbers. */
export interface RunTokens {
  readonly budget: string | null;
  readonly used: string | null;
  /** May be negative: budgets are exceeded. */
  readonly remaining: string | null;
}

export function readRunTokens({
  fields,
  execution,
  summary,
  resources,
  health,
  metrics,
}: RunParts): RunTokens {
  return {
    budget:
      fields.integer('token_budget', 'token_allocation') ??
      resources?.integer('token_budget', 'token_allocation', 'tokens_allocated') ??
      null,
    used:
      fields.integer('tokens_used', 'token_usage') ??
      execution?.integer('tokens_used', 'token_usage') ??
      metrics?.integer('tokens_used', 'token_usage') ??
      summary?.integer('tokens_used', 'token_usage') ??
      health?.integer('tokens_used') ??
      null,
    remaining: fields.integer('tokens_remaining') ?? health?.integer('tokens_remaining') ?? null,
  };
}

export interface TokenStatement {
  readonly agentId: string;
  readonly taskId: string | null;
  readonly tokens: RunTokens;
  readonly times: RunTimes;
  /** Which kind of document says so. */
  readonly operation: string;
}

/**
 * One row of token_budget_history for a record that says how much was used and of what. What remains is the
 * difference where the record does not say it; the time is that of the run's last sign, or of the file.
 */
export function emitTokens(statement: TokenStatement, input: RecordInput, output: MappingOutput): void {
  const { agentId, taskId, tokens, times, operation } = statement;
  const derivation = createDerivation('token_budget_history', output);
  if (tokens.used === null) return;
  const difference = tokens.remaining === null ? subtract(tokens.budget, tokens.used) : null;
  const tokensRemaining = tokens.remaining ?? difference;
  if (tokensRemaining === null) return;
  if (difference !== null) derivation.mark('tokens_remaining', 'budget-minus-used');
  const seenAt = times.endedAt ?? times.lastHeartbeat;
  const fileAt =
    seenAt === null ? peekTime(input.document.envelope ?? undefined, 'updated_at', 'last_updated') : null;
  if (fileAt !== null) derivation.mark('recorded_at', 'file');
  const row: RowDraft<'tokenBudgetHistory'> = {
    agentId,
    taskId,
    tokensUsed: tokens.used,
    tokensRemaining,
    budgetType: 'personal',
    operation,
    recordedAt: seenAt ?? fileAt,
    metadata: tokens.budget === null ? null : `{"token_budget":${tokens.budget}}`,
    derived: derivation.json(),
  };
  output.fact({ type: 'append', table: 'tokenBudgetHistory', row });
}

function subtract(budget: string | null, used: string): string | null {
  if (budget === null) return null;
  const difference = parseInt4((BigInt(budget) - BigInt(used)).toString());
  return typeof difference === 'string' ? null : difference.spelling;
}
