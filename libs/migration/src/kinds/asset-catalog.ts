import type { JsonNode } from '@cortex/domain';
import { memberOf } from '@cortex/domain';

import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { laterOf } from '../normalise/parse-time';
import { readAssetIdentity } from './asset/asset-identity';
import type { AssetIdentity } from './asset/asset-identity';
import { assetPrecedence, wordColumns } from './asset/asset-words';
import { isReference } from './audit-event/read-reference';
import { derivedColumns } from './derived-columns';
import { isNoRecord } from './is-no-record';

/**
 * The catalogue that the old discovery writes.
 *
 * - asset_id, category, subcategory, name | asset_name, asset_type, namespace, file_path | path, url, description
 * - owner, sensitivity, created_at, last_modified | updated_at, discovered_at, tags, health_status
 * - required_by[] (ids of assets that depend on this one) → asset_lineage; depends_on[] the other way round
 * - count, critical, versioned, schema and all others: metadata
 * - beside the records: generated_at
 */
export const assetCatalog: Kind = {
  name: 'asset-catalog',
  paths: ['asset-catalog*.json', '*-asset-catalog.json', 'catalog/assets.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['assets', '*'], kind: 'asset' },
      { at: [], kind: 'asset' },
    ],
  },
  mappers: { asset: mapCatalogAsset },
};

export function mapCatalogAsset(input: RecordInput, output: MappingOutput): void {
  const { fields, record, envelope } = input;
  const identity = readAssetIdentity(fields, record.key, output);
  if (identity === null) {
    reportNameless(input, output);
    return;
  }
  const listedAt = envelope?.time('generated_at', 'last_updated', 'updated_at') ?? null;
  const neighbours = readNeighbours(fields, identity.id, output);
  const row = catalogRow(fields, { identity, listedAt }, output);
  const updatedAt = laterOf(row.lastModified, listedAt);
  output.fact({ type: 'asset', id: identity.id, precedence: assetPrecedence.register, updatedAt, row });
  for (const neighbour of neighbours) output.fact(lineageFact(neighbour, listedAt));
}

/** An asset without id, path and name is a record that cannot be told from others. */
function reportNameless({ fields, record }: RecordInput, output: MappingOutput): void {
  if (isNoRecord(fields, record)) output.note('unexpected-shape', 'asset: no asset');
  else output.quarantine('id-missing', 'the asset has no id, path or name');
}

function catalogRow(
  fields: FieldReader,
  { identity, listedAt }: { readonly identity: AssetIdentity; readonly listedAt: string | null },
  output: MappingOutput,
) {
  const discoveredAt = fields.time('discovered_at');
  const isListed = discoveredAt === null && listedAt !== null;
  return {
    assetId: identity.id,
    name: fields.text('name', 'asset_name', 'title'),
    ...wordColumns(
      {
        type: fields.word('asset_type') ?? fields.word('category') ?? fields.word('type'),
        sensitivity: fields.word('sensitivity', 'sensitivity_level'),
      },
      output,
    ),
    category: fields.text('category'),
    subcategory: fields.text('subcategory'),
    namespace: fields.text('namespace'),
    filePath: fields.text('file_path', 'path'),
    url: fields.text('url'),
    description: fields.text('description'),
    owner: fields.text('owner'),
    createdAt: fields.time('created_at'),
    lastModified: fields.time('last_modified', 'updated_at'),
    discoveredAt: discoveredAt ?? listedAt,
    tags: fields.strings('tags'),
    healthStatus: healthOf(fields),
    metadata: fields.rest({ original_id: identity.originalId }),
    derived: derivedColumns(
      'assets',
      {
        asset_id: identity.rule,
        discovered_at: isListed ? 'catalogue.generated_at' : null,
      },
      output,
    ),
  };
}

/** Consumers expect an object: a bare word becomes `{"status": …}`. */
export function healthOf(fields: FieldReader): string | null {
  const health = fields.json('health_status', 'health');
  return health === null || health.startsWith('{') ? health : `{"status":${health}}`;
}

interface Neighbour {
  readonly upstream: string;
  readonly downstream: string;
}

/** Lists whose every entry is an id become lineage; others stay in the metadata as they are. */
function readNeighbours(fields: FieldReader, id: string, output: MappingOutput): readonly Neighbour[] {
  const found: Neighbour[] = [];
  for (const name of ['required_by', 'depends_on']) {
    const ids = idsOf(memberOf(fields.node, name), id);
    if (ids === null) {
      if (fields.has(name)) output.note('reference-ignored', `assets.${name}`);
      continue;
    }
    fields.skip(name);
    const isDependent = name === 'required_by';
    found.push(
      ...ids.map((other) =>
        isDependent ? { upstream: id, downstream: other } : { upstream: other, downstream: id },
      ),
    );
  }
  return found;
}

function idsOf(node: JsonNode | undefined, self: string): string[] | null {
  if (node?.type !== 'array') return null;
  const ids: string[] = [];
  for (const item of node.items) {
    const named = item.type === 'object' ? (memberOf(item, 'asset_id') ?? memberOf(item, 'id')) : item;
    const id = named?.type === 'string' ? named.value.trim() : '';
    if (!isReference(id, 'id') || id === self) return null;
    ids.push(id);
  }
  return ids;
}

function lineageFact({ upstream, downstream }: Neighbour, discoveredAt: string | null) {
  return {
    type: 'keyed',
    table: 'assetLineage',
    row: {
      upstreamAssetId: upstream,
      downstreamAssetId: downstream,
      lineageType: 'depends_on',
      discoveredAt,
      derived: discoveredAt === null ? null : '{"discovered_at":"catalogue.generated_at"}',
    },
  } as const;
}
