import { mapValues, rowsOf } from '../test-support/map-values';
import { assetLineageFile } from './asset-lineage-file';

describe('asset lineage file', () => {
  it('maps the events of one asset as lineage', () => {
    const file = {
      asset_id: 'seeds',
      lineage_events: [
        { event_id: 'e-1', source_asset: 'seeds', target_asset: 'beds', transformation_type: 'sow' },
      ],
    };
    const records = mapValues(assetLineageFile, 'coordination/catalog/lineage/seeds.json', [file]);
    expect(rowsOf(records, 'assetLineage')).toEqual([
      { externalId: 'e-1', upstreamAssetId: 'seeds', downstreamAssetId: 'beds', lineageType: 'sow' },
    ]);
  });
});
