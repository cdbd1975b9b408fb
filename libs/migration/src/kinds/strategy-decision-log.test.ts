import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { strategyDecisionLog } from './strategy-decision-log';

const PATH = 'coordination/knowledge-base/strategy-plans/strategy-decisions.jsonl';

describe('strategy decision log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(strategyDecisionLog);
  });

  it('keeps a plan, and refers to no task where none is named', () => {
    const record = {
      task_id: '',
      planned_at: '2026-02-01T06:00:00Z',
      selected_strategy: 'direct',
      strategy_description: 'Dig at once',
      risk_level: 'high',
    };
    const [row] = rowsOf(mapValues(strategyDecisionLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'other',
      occurredAt: '2026-02-01T06:00:00.000000Z',
      eventSummary: 'Dig at once',
    });
  });
});
