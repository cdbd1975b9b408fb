import { mapValues, rowsOf } from '../test-support/map-values';
import { assetCatalog } from './asset-catalog';

const PATH = 'coordination/catalog/asset-catalog.json';
const map = (...assets: readonly unknown[]) =>
  mapValues(assetCatalog, PATH, [{ generated_at: '2026-02-01T06:00:00-0600', assets }]);

describe('asset catalogue', () => {
  it('maps what it knows and keeps the rest', () => {
    const [asset] = rowsOf(
      map({
        asset_id: 'orchard-map',
        category: 'schema',
        name: 'Orchard map',
        file_path: 'coordination/schemas/orchard-map.json',
        owner: 'gardeners',
        sensitivity: 'private',
        last_modified: '2026-01-31',
        validation_required: true,
        weight: 0.1,
      }),
      'assets',
    );
    expect(asset).toEqual({
      assetId: 'orchard-map',
      assetType: 'configuration',
      sourceType: 'schema',
      category: 'schema',
      name: 'Orchard map',
      filePath: 'coordination/schemas/orchard-map.json',
      owner: 'gardeners',
      sensitivity: 'confidential',
      sourceSensitivity: 'private',
      lastModified: '2026-01-31T00:00:00.000000Z',
      discoveredAt: '2026-02-01T12:00:00.000000Z',
      metadata: { validation_required: true, weight: 0.1 },
      derived: { discovered_at: 'catalogue.generated_at' },
    });
  });

  it('makes lineage of the assets that depend on one, without a confidence that nobody stated', () => {
    const records = map({
      asset_id: 'soil',
      required_by: ['apples', { asset_id: 'pears' }],
      depends_on: ['rain'],
    });
    expect(rowsOf(records, 'assetLineage')).toEqual(
      [
        ['soil', 'apples'],
        ['soil', 'pears'],
        ['rain', 'soil'],
      ].map(([upstreamAssetId, downstreamAssetId]) => ({
        upstreamAssetId,
        downstreamAssetId,
        lineageType: 'depends_on',
        discoveredAt: '2026-02-01T12:00:00.000000Z',
        derived: { discovered_at: 'catalogue.generated_at' },
      })),
    );
    expect(rowsOf(records, 'assets')[0]).not.toHaveProperty('metadata');
  });

  it('keeps a list that is not made of ids', () => {
    const records = map({ asset_id: 'soil', required_by: ['apples', 7] });
    expect(rowsOf(records, 'assetLineage')).toEqual([]);
    expect(rowsOf(records, 'assets')[0]).toMatchObject({ metadata: { required_by: ['apples', 7] } });
    expect(records[0]?.notes).toContainEqual({ code: 'reference-ignored', subject: 'assets.required_by' });
  });

  it('tells a schema from its namesake when the discovery stripped both suffixes', () => {
    const records = map(
      { asset_id: 'worker-spec', file_path: 'coordination/schemas/worker-spec.json' },
      { asset_id: 'worker-spec', file_path: 'coordination/schemas/worker-spec.schema.json' },
      { asset_id: 'pool-state.schema', file_path: 'coordination/schemas/pool-state.schema.json' },
    );
    expect(rowsOf(records, 'assets').map(({ assetId }) => assetId)).toEqual([
      'worker-spec',
      'coordination/schemas/worker-spec.schema.json',
      'pool-state.schema',
    ]);
    expect(rowsOf(records, 'assets')[1]).toMatchObject({
      metadata: { original_id: 'worker-spec' },
      derived: { asset_id: 'file-path' },
    });
  });

  it('says nothing of an unknown type but that it is other', () => {
    expect(rowsOf(map({ asset_id: 'a', category: 'melody' }), 'assets')[0]).toMatchObject({
      assetType: 'other',
      sourceType: 'melody',
    });
    expect(rowsOf(map({ asset_id: 'a' }), 'assets')[0]).not.toHaveProperty('assetType');
  });

  it('quarantines an asset that nothing names, and archives an empty one', () => {
    const [nameless, empty] = map({ owner: 'gardeners' }, {});
    expect(nameless?.mapping).toMatchObject({ outcome: 'quarantined', reason: 'id-missing' });
    expect(empty?.mapping).toMatchObject({ outcome: 'mapped', facts: [] });
  });

  it('takes assets keyed by their id, and leaves a document of another shape in the archive', () => {
    expect(rowsOf(mapValues(assetCatalog, PATH, [{ assets: { moss: { name: 'Moss' } } }]), 'assets')).toEqual(
      [{ assetId: 'moss', name: 'Moss' }],
    );
    expect(mapValues(assetCatalog, PATH, [{ summary: {} }])[0]?.mapping).toMatchObject({
      outcome: 'mapped',
      facts: [],
    });
  });
});
