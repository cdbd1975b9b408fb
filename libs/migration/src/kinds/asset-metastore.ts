import type { JsonNode, RowDraft } from '@cortex/domain';

import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { assetPrecedence, wordColumns } from './asset/asset-words';
import { mapCatalogAsset } from './asset-catalog';
import { isReference } from './audit-event/read-reference';
import { derivedColumns } from './derived-columns';

/**
 * The register of the catalogue's namespaces. The names in it are unique within their namespace only (several have a
 * `reports`), so an asset's id is `<namespace>.<name>`, which is how the catalogue builds its own ids too.
 *
 * - namespaces[] | namespaces{}: name, type, owner, sensitivity_level, description, access_policies, compliance_tags
 * - namespaces[].assets{data_assets[], ai_assets[], model_assets[]}: names
 * - assets{<id>: …}: assets as in the catalogue, in older trees
 * - beside the records: last_updated
 */
export const assetMetastore: Kind = {
  name: 'asset-metastore',
  paths: ['catalog/metastore.json', 'metastore.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['namespaces', '*'], kind: 'namespace' },
      { at: ['assets', '*'], kind: 'asset' },
    ],
  },
  mappers: { namespace: mapNamespace, asset: mapCatalogAsset },
};

function mapNamespace({ fields, record, envelope }: RecordInput, output: MappingOutput): void {
  const namespace = fields.id('name', 'namespace', 'id') ?? record.key;
  const lists = fields.object('assets');
  if (namespace === null || lists === null) {
    output.note('unexpected-shape', 'asset namespace: no name or no assets');
    return;
  }
  const updatedAt = envelope?.time('last_updated', 'updated_at') ?? null;
  const shared = sharedColumns(namespace, fields, output);
  for (const { name, type } of listedNames(lists.node)) {
    const id = `${namespace}.${name}`;
    const { assetType, sourceType } = wordColumns({ type, sensitivity: null }, output);
    const row = { ...shared, assetId: id, name, assetType, sourceType };
    output.fact({ type: 'asset', id, precedence: assetPrecedence.namespaceList, updatedAt, row });
  }
}

/** What holds for all assets of a namespace; `type` and `description` are the namespace's own. */
function sharedColumns(namespace: string, fields: FieldReader, output: MappingOutput): RowDraft<'assets'> {
  const owner = fields.text('owner');
  const words = wordColumns(
    { type: null, sensitivity: fields.word('sensitivity_level', 'sensitivity') },
    output,
  );
  fields.skip('assets');
  const rest = fields.rest();
  return {
    namespace,
    owner,
    sensitivity: words.sensitivity,
    sourceSensitivity: words.sourceSensitivity,
    metadata: rest === null ? null : `{"namespace":${rest}}`,
    derived: derivedColumns('assets', { asset_id: 'namespace.name' }, output),
  };
}

/** `data_assets` → data */
function listedNames(lists: JsonNode): readonly { readonly name: string; readonly type: string }[] {
  if (lists.type !== 'object') return [];
  return lists.members.flatMap(({ key, value }) => {
    if (value.type !== 'array') return [];
    const type = key.replace(/_assets$/, '');
    return value.items.flatMap((item) => {
      const name = item.type === 'string' ? item.value.trim() : '';
      return isReference(name, 'id') ? [{ name, type }] : [];
    });
  });
}
