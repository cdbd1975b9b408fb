import { mapValues, rowsOf } from '../test-support/map-values';
import { metricsSnapshotFile } from './metrics-snapshot-file';

describe('metrics snapshot file', () => {
  it('maps an hour as the log does', () => {
    const hour = {
      timestamp: '2026-02-01T06:00:00Z',
      tokens: { available: 240, masters_used: 13, workers_used: 51 },
    };
    const records = mapValues(metricsSnapshotFile, 'coordination/history/hourly/2026-02-01T06:00:00Z.json', [
      hour,
    ]);
    expect(rowsOf(records, 'auditLogs')).toEqual([
      expect.objectContaining({ eventType: 'metrics_snapshot' }),
    ]);
    expect(rowsOf(records, 'tokenBudgetHistory').map(({ budgetType }) => budgetType)).toEqual([
      'personal',
      'worker_pool',
    ]);
  });

  it('takes the sums of a day for an event without budgets', () => {
    const day = { date: '2026-02-01', snapshots_count: 208, tokens: { total_budget: 305, total_used: 65 } };
    const records = mapValues(metricsSnapshotFile, 'coordination/history/daily/2026-02-01.json', [day]);
    expect(rowsOf(records, 'auditLogs')).toEqual([
      expect.objectContaining({ occurredAt: '2026-02-01T00:00:00.000000Z', eventDetails: day }),
    ]);
    expect(rowsOf(records, 'tokenBudgetHistory')).toEqual([]);
    expect(records[0]?.notes.map(({ code }) => code)).not.toContain('unexpected-shape');
    const index = mapValues(metricsSnapshotFile, 'coordination/history/index.json', [{ files: 7 }]);
    expect(index[0]?.facts).toEqual([]);
  });
});
