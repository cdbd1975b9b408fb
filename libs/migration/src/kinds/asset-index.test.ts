import { mapValues, rowsOf } from '../test-support/map-values';
import { assetIndex } from './asset-index';

const rows = (file: string, index: unknown) =>
  rowsOf(mapValues(assetIndex, `coordination/catalog/indexes/${file}`, [index]), 'assets');

describe('asset index', () => {
  it('knows of every id the word of its list', () => {
    expect(
      rows('by-type.json', { index_name: 'types', data: ['seeds'], ai: ['gardener'], model: 0 }),
    ).toEqual([
      { assetId: 'seeds', assetType: 'configuration', sourceType: 'data' },
      { assetId: 'gardener', assetType: 'service', sourceType: 'ai' },
    ]);
    expect(rows('by-sensitivity.json', { public: [], internal: ['seeds'] })).toEqual([
      { assetId: 'seeds', sensitivity: 'internal', sourceSensitivity: 'internal' },
    ]);
    expect(rows('by-owner.json', { owners: { 'garden-master': ['seeds'] } })).toEqual([
      { assetId: 'seeds', owner: 'garden-master' },
    ]);
    expect(
      rows('by-namespace.json', { namespaces: { garden: { 'garden.beds': ['seeds'] }, pond: {} } }),
    ).toEqual([{ assetId: 'seeds', namespace: 'garden.beds' }]);
  });

  it('is newer than an older index by its own time', () => {
    const [record] = mapValues(assetIndex, 'catalog/indexes/by-type.json', [
      { last_updated: '2026-02-01T06:00:00Z', data: ['seeds'] },
    ]);
    expect(record?.facts).toMatchObject([{ updatedAt: '2026-02-01T06:00:00.000000Z' }]);
  });

  it('names no asset when it lists none', () => {
    expect(
      rows('by-type.json', { index_name: 'types', data: [], ai: [{}, 'two words\nand a line'] }),
    ).toEqual([]);
  });
});
