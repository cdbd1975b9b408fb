import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { routingDecisionLog } from './routing-decision-log';

const PATH = 'coordination/masters/coordinator/logs/routing-decisions.jsonl';

describe('routing decision log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(routingDecisionLog);
  });

  it('names the master that a task went to', () => {
    const record = {
      task_id: 'task-1',
      timestamp: '2026-02-01T06:00:00Z',
      decision: { primary_expert: 'security', primary_confidence: 'N/A' },
    };
    const [row] = rowsOf(mapValues(routingDecisionLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'routing_decision',
      taskId: 'task-1',
      agentId: 'security-master',
      eventSummary: 'routing decision (task-1, security-master)',
    });
  });
});
