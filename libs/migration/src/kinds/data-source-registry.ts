import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { readAssetIdentity } from './asset/asset-identity';
import { assetPrecedence, wordColumns } from './asset/asset-words';
import { derivedColumns } from './derived-columns';
import { isNoRecord } from './is-no-record';

/**
 * Where lineage says that data comes from.
 *
 * - sources[] | data_sources[]: source_id | id, source_type (file, api, database), location (path or url),
 *   registered_at, metadata
 */
export const dataSourceRegistry: Kind = {
  name: 'data-source-registry',
  paths: ['data-sources.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['sources', '*'], kind: 'source' },
      { at: ['data_sources', '*'], kind: 'source' },
    ],
  },
  mappers: { source: mapSource },
};

/** Files hold data, and data is configuration (source-data.md §4). */
const FILE = 'file';

function mapSource({ fields, record }: RecordInput, output: MappingOutput): void {
  const sourceId = fields.id('source_id');
  const identity = readAssetIdentity(fields, sourceId ?? record.key, output);
  if (identity === null) {
    if (isNoRecord(fields, record)) output.note('unexpected-shape', 'data source: no data source');
    else output.quarantine('id-missing', 'the data source has no id and no name');
    return;
  }
  const type = fields.word('source_type', 'type');
  const location = fields.text('location', 'path', 'url');
  const isUrl = location !== null && /^[a-z][a-z0-9+.-]*:\/\//i.test(location);
  const registeredAt = fields.time('registered_at', 'created_at');
  const row = {
    assetId: identity.id,
    name: fields.text('name', 'source_name'),
    ...wordColumns({ type: type === FILE ? 'data' : type, sensitivity: fields.word('sensitivity') }, output),
    sourceType: type,
    category: 'data-source',
    filePath: isUrl ? null : location,
    url: isUrl ? location : null,
    description: fields.text('description'),
    owner: fields.text('owner'),
    discoveredAt: registeredAt,
    tags: fields.strings('tags'),
    metadata: fields.rest(),
    derived: derivedColumns('assets', { asset_id: identity.rule, category: 'document-kind' }, output),
  };
  output.fact({
    type: 'asset',
    id: identity.id,
    precedence: assetPrecedence.register,
    updatedAt: registeredAt,
    row,
  });
}
