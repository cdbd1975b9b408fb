import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { feedbackReport } from './feedback-report';

const PATH = 'coordination/knowledge-base/feedback-reports/feedback-garden-worker-1.json';

describe('feedback report', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(feedbackReport);
  });

  it('maps what was said', () => {
    const document = { worker_id: 'garden-worker-1', overall_score: 98, created_at: '2026-02-01T06:00:00Z' };
    expect(rowsOf(mapValues(feedbackReport, PATH, [document]), 'auditLogs')).toMatchObject([
      { eventType: 'feedback', agentId: 'garden-worker-1' },
    ]);
  });

  it('leaves a document without a time in the archive', () => {
    expect(rowsOf(mapValues(feedbackReport, PATH, [{ questions: ['How was it?'] }]), 'auditLogs')).toEqual(
      [],
    );
  });
});
