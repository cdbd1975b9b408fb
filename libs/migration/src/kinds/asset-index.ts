import type { JsonNode, RowDraft } from '@cortex/domain';

import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { assetPrecedence, wordColumns } from './asset/asset-words';
import { isReference } from './audit-event/read-reference';

/**
 * An index of the old catalogue: lists of ids under the word that they share. It names assets that stand in no
 * catalogue, so every id becomes an asset, with the one thing that the index knows of it.
 *
 * - by-type: data[], ai[], model[] · by-sensitivity: public[], internal[] … · by-owner: owners{<owner>: []}
 * - by-namespace: namespaces{<top>: {<namespace>: []}} · last_updated
 */
export const assetIndex: Kind = {
  name: 'asset-index',
  paths: ['catalog/indexes/by-*.json', 'catalog/indices/by-*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'index' }] },
  mappers: { index: mapAssetIndex },
};

type Aspect = 'type' | 'sensitivity' | 'owner' | 'namespace' | 'other';

interface Listed {
  readonly id: string;
  /** The member name over the list. */
  readonly group: string;
}

/** Deeper objects hold something else than lists of ids. */
const MAX_DEPTH = 4;

function mapAssetIndex(input: RecordInput, output: MappingOutput): void {
  const aspect = aspectOf(input.document.memberText ?? input.document.pathText);
  const updatedAt = input.fields.time('last_updated', 'updated_at', 'generated_at');
  const precedence = aspect === 'type' ? assetPrecedence.typeIndex : assetPrecedence.index;
  for (const { id, group } of listedIds(input.fields.node)) {
    const row: RowDraft<'assets'> = { assetId: id, ...aspectColumns(aspect, group, output) };
    output.fact({ type: 'asset', id, precedence, updatedAt, row });
  }
}

function aspectOf(path: string): Aspect {
  const name = /by-([a-z]+)[^/]*$/.exec(path)?.[1] ?? '';
  return name === 'type' || name === 'sensitivity' || name === 'owner' || name === 'namespace'
    ? name
    : 'other';
}

function aspectColumns(aspect: Aspect, group: string, output: MappingOutput): RowDraft<'assets'> {
  switch (aspect) {
    case 'type':
      return { ...wordColumns({ type: group, sensitivity: null }, output) };
    case 'sensitivity':
      return { ...wordColumns({ type: null, sensitivity: group }, output) };
    case 'owner':
      return { owner: group };
    case 'namespace':
      return { namespace: group };
    case 'other':
      return {};
  }
}

function listedIds(node: JsonNode, group: string | null = null, depth = 0): readonly Listed[] {
  if (node.type === 'array' && group !== null) {
    return node.items.flatMap((item) => {
      const id = item.type === 'string' ? item.value.trim() : '';
      return isReference(id, 'id') ? [{ id, group }] : [];
    });
  }
  if (node.type !== 'object' || depth >= MAX_DEPTH) return [];
  return node.members.flatMap(({ key, value }) => listedIds(value, key, depth + 1));
}
