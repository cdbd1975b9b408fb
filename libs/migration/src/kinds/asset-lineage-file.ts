import type { Kind } from '../normalise/kind';
import { mapLineage } from './lineage-log';

/**
 * The lineage of one asset in a file of its own; the same event stands in the files of both its ends.
 *
 * - lineage_events[]: event_id, event_type, timestamp, source_asset, target_asset, transformation_type, actor …
 * - beside the records: asset_id, created_at, updated_at
 */
export const assetLineageFile: Kind = {
  name: 'asset-lineage-file',
  paths: ['catalog/lineage/*.json'],
  format: 'json',
  layout: { records: [{ at: ['lineage_events', '*'], kind: 'lineage' }] },
  mappers: { lineage: mapLineage },
};
