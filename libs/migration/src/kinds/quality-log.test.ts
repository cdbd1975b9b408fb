import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { qualityLog } from './quality-log';

const PATH = 'coordination/governance/quality-checks.jsonl';

describe('quality log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(qualityLog);
  });

  it('is a check of compliance', () => {
    const record = {
      worker_id: 'garden-worker-1',
      task_id: 'task-1',
      timestamp: '2026-02-01T06:00:00Z',
      passed: true,
      score: 84.5,
    };
    const [row] = rowsOf(mapValues(qualityLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'compliance_check',
      taskId: 'task-1',
      agentId: 'garden-worker-1',
      eventDetails: expect.objectContaining({ score: 84.5 }),
    });
  });
});
