import { mapValues, rowsOf } from '../test-support/map-values';
import { repositoryInventory } from './repository-inventory';

const rows = (...repositories: readonly unknown[]) =>
  rowsOf(
    mapValues(repositoryInventory, 'coordination/repository-inventory.json', [{ repositories }]),
    'assets',
  );

describe('repository inventory', () => {
  it('names a repository by owner and name', () => {
    expect(
      rows({
        name: 'garden/fence',
        url: 'https://github.com/garden/fence',
        visibility: 'private',
        created_at: '2026-01-05T00:00:00Z',
        last_commit: '2026-02-01T00:00:00Z',
        health_status: 'pending_catalog',
        stars: 3,
      }),
    ).toEqual([
      {
        assetId: 'repo:garden/fence',
        assetType: 'repository',
        name: 'garden/fence',
        owner: 'garden',
        url: 'https://github.com/garden/fence',
        sensitivity: 'confidential',
        sourceSensitivity: 'private',
        createdAt: '2026-01-05T00:00:00.000000Z',
        lastModified: '2026-02-01T00:00:00.000000Z',
        healthStatus: { status: 'pending_catalog' },
        metadata: { stars: 3 },
        derived: { owner: 'name' },
      },
    ]);
  });

  it.each([
    [{ name: 'fence', url: 'https://github.com/garden/fence.git' }, 'repo:garden/fence', 'url'],
    [{ name: 'fence', url: 'git@github.com:garden/fence.git' }, 'repo:garden/fence', 'url'],
    [{ name: 'fence', owner: 'garden' }, 'repo:garden/fence', 'owner/name'],
    [{ name: 'fence' }, 'repo:fence', 'name-without-owner'],
  ])('puts the name together out of %j', (repository, assetId, rule) => {
    expect(rows(repository)).toEqual([
      expect.objectContaining({ assetId, derived: expect.objectContaining({ asset_id: rule }) }),
    ]);
  });

  it('quarantines what nothing names, and archives an empty record', () => {
    const [nameless, empty] = mapValues(repositoryInventory, 'repository-inventory.json', [
      { repositories: [{ stars: 1 }, {}] },
    ]);
    expect(nameless?.mapping).toMatchObject({ reason: 'id-missing' });
    expect(empty?.mapping).toMatchObject({ outcome: 'mapped', facts: [] });
  });
});
