import type { Kind } from '../normalise/kind';
import { assetPrecedence } from './asset/asset-words';
import { mapRepository } from './asset/map-repository';

/**
 * The inventory of repositories.
 *
 * - repositories[]: name (owner/name), url, description, visibility, created_at, last_commit, last_cataloged, status,
 *   health_status, language, stars, forks, open_issues, default_branch, is_archived
 * - beside the records: last_scan, stats, alerts
 */
export const repositoryInventory: Kind = {
  name: 'repository-inventory',
  paths: ['repository-inventory*.json', '*-repository-inventory.json'],
  format: 'json',
  layout: { records: [{ at: ['repositories', '*'], kind: 'repository' }] },
  mappers: {
    repository: (input, output) => mapRepository(input, output, assetPrecedence.register),
  },
};
