import type { Kind } from '../normalise/kind';
import { assetPrecedence } from './asset/asset-words';
import { mapRepository } from './asset/map-repository';

/**
 * Repositories that are scanned for vulnerabilities. `id` is the portfolio's own and stays in the metadata.
 *
 * - repositories[]: owner, name, url, branch, added_at, last_scan, status, vulnerability_counts, auto_scan
 * - beside the records: settings, updated_at
 */
export const repositoryPortfolio: Kind = {
  name: 'repository-portfolio',
  paths: ['portfolio/*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['repositories', '*'], kind: 'repository' },
      { at: ['repos', '*'], kind: 'repository' },
    ],
  },
  mappers: {
    repository: (input, output) => mapRepository(input, output, assetPrecedence.portfolio),
  },
};
