import type { JsonNode } from '@cortex/domain';
import { memberOf } from '@cortex/domain';

import { isReference } from '../audit-event/read-reference';

/** Data flows from upstream to downstream: downstream depends on upstream. */
export interface LineageEdge {
  readonly upstream: string;
  readonly downstream: string;
}

export interface LineageEdges {
  readonly edges: readonly LineageEdge[];
  /** Members that the edges were read from. */
  readonly used: readonly string[];
  /** The lineage type where the record has no word for it. */
  readonly usualType: 'depends_on' | 'used_by' | 'decision';
}

/** The shapes in which lineage was written over time; the first that has both ends counts. */
const SHAPES: readonly {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly usualType: LineageEdges['usualType'];
}[] = [
  {
    from: ['source_asset', 'source_asset_id', 'upstream_asset_id', 'upstream'],
    to: ['target_asset', 'target_asset_id', 'downstream_asset_id', 'downstream'],
    usualType: 'depends_on',
  },
  { from: ['input_data', 'input_assets'], to: ['decision_output', 'output_assets'], usualType: 'decision' },
  // An agent that uses data stands in the catalogue as an asset of its own id (`ai_assets`).
  { from: ['data_asset', 'input_assets', 'input_data'], to: ['agent_id', 'ai_agent'], usualType: 'used_by' },
  { from: ['source'], to: ['target'], usualType: 'depends_on' },
  { from: ['source', 'source_asset'], to: ['actor'], usualType: 'used_by' },
  {
    from: ['actor', 'agent_id', 'ai_agent'],
    to: ['target', 'target_asset', 'output_assets'],
    usualType: 'depends_on',
  },
];

/** Every pair of inputs and outputs; null when the record does not name both ends. */
export function readLineageEdges(node: JsonNode): LineageEdges | null {
  for (const { from, to, usualType } of SHAPES) {
    const upstream = firstIds(node, from);
    const downstream = firstIds(node, to);
    if (upstream === null || downstream === null) continue;
    const edges = upstream.ids.flatMap((up) =>
      downstream.ids.flatMap((down) => (up === down ? [] : [{ upstream: up, downstream: down }])),
    );
    if (edges.length > 0) return { edges, used: [upstream.name, downstream.name], usualType };
  }
  return null;
}

function firstIds(
  node: JsonNode,
  names: readonly string[],
): { readonly ids: readonly string[]; readonly name: string } | null {
  for (const name of names) {
    const ids = idsOf(memberOf(node, name));
    if (ids.length > 0) return { ids, name };
  }
  return null;
}

/** Ids of assets, paths among them; prose names nothing. An empty answer leaves the member where it is. */
function idsOf(node: JsonNode | undefined): readonly string[] {
  if (node?.type === 'array') {
    const ids = node.items.map((item) => idsOf(item)[0]);
    const given = ids.filter((id) => id !== undefined);
    return given.length === ids.length ? [...new Set(given)] : [];
  }
  const named = node?.type === 'object' ? (memberOf(node, 'asset_id') ?? memberOf(node, 'id')) : node;
  const id = named?.type === 'string' ? named.value.trim() : '';
  return isReference(id, 'id') ? [id] : [];
}
