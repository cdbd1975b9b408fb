import { createKindMatcher } from '../normalise/kind-matcher';
import { mapValues, rowsOf } from '../test-support/map-values';
import { kindCatalog } from './kind-catalog';
import { gitOperationLog } from './git-operation-log';

const PATH = 'coordination/git-operations.jsonl';

describe('git operation log', () => {
  it('claims its documents', () => {
    const name = { path: Buffer.from(PATH), pathText: PATH, member: null, memberText: null };
    expect(createKindMatcher(kindCatalog)(name)).toBe(gitOperationLog);
  });

  it('is a git operation whatever its own word', () => {
    const record = {
      timestamp: '2026-02-01T06:00:00Z',
      worker_id: 'garden-worker-1',
      operation: 'auto_commit_push',
      status: 'success',
      details: 'Commit: abc1234',
    };
    const [row] = rowsOf(mapValues(gitOperationLog, PATH, [record]), 'auditLogs');
    expect(row).toMatchObject({ eventDetails: record });
    expect(row).toMatchObject({
      eventType: 'git_operation',
      sourceEventType: 'auto_commit_push',
      agentId: 'garden-worker-1',
      eventSummary: 'Commit: abc1234',
    });
  });
});
