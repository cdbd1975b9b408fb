import { mapValues, rowsOf } from '../test-support/map-values';
import { assetMetastore } from './asset-metastore';

const rows = (metastore: unknown) =>
  rowsOf(mapValues(assetMetastore, 'coordination/catalog/metastore.json', [metastore]), 'assets');

describe('asset metastore', () => {
  it('qualifies names by their namespace', () => {
    const reports = { data_assets: ['reports'], ai_assets: ['gardener'], model_assets: [] };
    const namespaces = [
      {
        name: 'garden',
        owner: 'gardeners',
        sensitivity_level: 'internal',
        type: 'master_agent',
        assets: reports,
      },
      { name: 'pond', assets: { data_assets: ['reports'] } },
    ];
    expect(rows({ last_updated: '2026-02-01T06:00:00Z', namespaces })).toEqual([
      {
        assetId: 'garden.reports',
        name: 'reports',
        namespace: 'garden',
        owner: 'gardeners',
        assetType: 'configuration',
        sourceType: 'data',
        sensitivity: 'internal',
        sourceSensitivity: 'internal',
        metadata: { namespace: { type: 'master_agent' } },
        derived: { asset_id: 'namespace.name' },
      },
      expect.objectContaining({ assetId: 'garden.gardener', assetType: 'service', sourceType: 'ai' }),
      expect.objectContaining({ assetId: 'pond.reports', namespace: 'pond' }),
    ]);
  });

  it('takes namespaces keyed by their name, and whole assets of older trees', () => {
    expect(
      rows({
        namespaces: { moor: { assets: { data_assets: ['peat'] } } },
        assets: { 'moor.heath': { asset_name: 'Heath', asset_type: 'data' } },
      }),
    ).toEqual([
      expect.objectContaining({ assetId: 'moor.peat' }),
      expect.objectContaining({ assetId: 'moor.heath', name: 'Heath', assetType: 'configuration' }),
    ]);
  });

  it('makes no asset of a namespace that lists none', () => {
    expect(rows({ namespaces: [{ name: 'desert' }, { assets: {} }] })).toEqual([]);
  });
});
