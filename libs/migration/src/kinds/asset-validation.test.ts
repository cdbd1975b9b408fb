import { mapValues, rowsOf } from '../test-support/map-values';
import { assetValidation } from './asset-validation';

describe('asset validation', () => {
  it('is what is known of an asset’s health', () => {
    const report = {
      generated_at: '2026-02-01T06:00:00Z',
      validation_checklist: [
        { asset_id: 'orchard-map', file_path: 'schemas/orchard-map.json', schema: null, owner: 'gardeners' },
        {},
      ],
    };
    const records = mapValues(assetValidation, 'coordination/catalog/validation-report.json', [report]);
    expect(rowsOf(records, 'assets')).toEqual([
      {
        assetId: 'orchard-map',
        filePath: 'schemas/orchard-map.json',
        owner: 'gardeners',
        healthStatus: { schema: null, checked_at: '2026-02-01T06:00:00.000000Z' },
      },
    ]);
    expect(records[1]?.notes).toEqual([{ code: 'unexpected-shape', subject: 'asset validation: no asset' }]);
  });
});
