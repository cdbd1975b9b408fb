import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { feedbackLog } from './feedback-log';

const PATH = 'coordination/feedback/all.jsonl';

describe('feedback log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(feedbackLog);
  });

  it('keeps what was said of a run', () => {
    const record = {
      created_at: '2026-02-01T06:00:00Z',
      worker_id: 'garden-worker-1',
      overall_score: 98,
      outcome_classification: 'success',
    };
    const [row] = rowsOf(mapValues(feedbackLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'feedback',
      agentId: 'garden-worker-1',
      eventSummary: 'feedback: success (garden-worker-1)',
    });
  });
});
