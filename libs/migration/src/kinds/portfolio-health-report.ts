import type { Kind } from '../normalise/kind';
import { assetPrecedence } from './asset/asset-words';
import { mapRepository } from './asset/map-repository';

/**
 * A report on the health of repositories; its `name` lacks the owner, which the url has.
 *
 * - repositories[]: name, url, branch, description, license, health_metrics{…} → health_status, issues, recommendations
 * - beside the records: report_id, generated_at, generated_by, task_id, portfolio_summary
 */
export const portfolioHealthReport: Kind = {
  name: 'portfolio-health-report',
  paths: ['portfolio-health-report*.json', '*-health-report.json'],
  format: 'json',
  layout: { records: [{ at: ['repositories', '*'], kind: 'repository' }] },
  mappers: {
    repository: (input, output) => mapRepository(input, output, assetPrecedence.report),
  },
};
