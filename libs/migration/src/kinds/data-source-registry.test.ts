import { mapValues, rowsOf } from '../test-support/map-values';
import { dataSourceRegistry } from './data-source-registry';

describe('data source registry', () => {
  it('tells paths from addresses', () => {
    const registered_at = '2026-02-01T06:00:00-06:00';
    const sources = [
      {
        source_id: 'seed-list',
        location: 'coordination/seeds.json',
        source_type: 'file',
        registered_at,
        metadata: {},
      },
      { source_id: 'forecast', location: 'https://weather.example/api', source_type: 'api' },
    ];
    const records = mapValues(dataSourceRegistry, 'coordination/lineage/data-sources.json', [{ sources }]);
    expect(rowsOf(records, 'assets')).toEqual([
      {
        assetId: 'seed-list',
        assetType: 'configuration',
        sourceType: 'file',
        category: 'data-source',
        filePath: 'coordination/seeds.json',
        discoveredAt: '2026-02-01T12:00:00.000000Z',
        metadata: { metadata: {} },
        derived: { category: 'document-kind' },
      },
      expect.objectContaining({
        assetId: 'forecast',
        assetType: 'service',
        url: 'https://weather.example/api',
      }),
    ]);
  });
});
