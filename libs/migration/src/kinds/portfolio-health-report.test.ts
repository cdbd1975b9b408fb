import { mapValues, rowsOf } from '../test-support/map-values';
import { portfolioHealthReport } from './portfolio-health-report';

describe('portfolio health report', () => {
  it('adds health to a repository, and gives way to the inventory', () => {
    const report = {
      generated_at: '2026-02-01T06:00:00Z',
      repositories: [
        {
          name: 'fence',
          url: 'https://github.com/garden/fence.git',
          health_metrics: { overall_score: 85.0 },
          issues: [],
        },
      ],
    };
    const records = mapValues(portfolioHealthReport, 'coordination/portfolio-health-report.json', [report]);
    expect(records[0]?.facts).toMatchObject([
      { id: 'repo:garden/fence', precedence: 60, updatedAt: '2026-02-01T06:00:00.000000Z' },
    ]);
    expect(rowsOf(records, 'assets')[0]).toMatchObject({
      healthStatus: { overall_score: 85 },
      metadata: { issues: [] },
    });
  });
});
