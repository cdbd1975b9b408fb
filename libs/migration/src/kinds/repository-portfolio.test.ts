import { mapValues, rowsOf } from '../test-support/map-values';
import { repositoryPortfolio } from './repository-portfolio';

describe('repository portfolio', () => {
  it('speaks of the same repositories as the inventory, under its own ids', () => {
    const portfolio = {
      repositories: [
        {
          id: 'garden-fence-17',
          owner: 'garden',
          name: 'fence',
          added_at: '2026-01-05T00:00:00Z',
          auto_scan: true,
        },
      ],
    };
    const records = mapValues(repositoryPortfolio, 'coordination/portfolio/repositories.json', [portfolio]);
    expect(rowsOf(records, 'assets')).toEqual([
      {
        assetId: 'repo:garden/fence',
        assetType: 'repository',
        name: 'fence',
        owner: 'garden',
        discoveredAt: '2026-01-05T00:00:00.000000Z',
        metadata: { id: 'garden-fence-17', auto_scan: true },
        derived: { asset_id: 'owner/name' },
      },
    ]);
  });
});
