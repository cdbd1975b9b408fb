import type { RowDraft } from '@cortex/domain';

import { createActorNames } from '../normalise/actor-names';
import type { ActorNames } from '../normalise/actor-names';
import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import type { LineageEdges } from './asset/lineage-edges';
import { readLineageEdges } from './asset/lineage-edges';
import { roundConfidence } from './asset/round-confidence';
import { auditRowOf } from './audit-event/map-event';
import { derivedColumns } from './derived-columns';

/**
 * What flowed from where to where: lineage of assets. Records that do not name two ends (spans of an operation, the
 * life of a task) are events.
 *
 * - data: lineage_id, source_asset, target_asset, transformation, timestamp
 * - ai: lineage_id, agent_id, data_asset, operation, timestamp; the agent is the downstream asset and the discoverer
 * - decision: lineage_id, decision_id, input_data, decision_output, confidence, timestamp; or input_assets[] and
 *   output_assets[]
 * - operations: id, timestamp, type, source, target, actor, transformation, metadata; source and target are paths
 */
export const lineageLog: Kind = {
  name: 'lineage-log',
  paths: ['lineage/**/*.{jsonl,ndjson}', '*-lineage/**/*.{jsonl,ndjson}', '*lineage*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'lineage' }] },
  mappers: { lineage: mapLineage },
};

export function mapLineage(input: RecordInput, output: MappingOutput): void {
  const found = readLineageEdges(input.fields.node);
  if (found === null) mapAsEvent(input, output);
  else mapEdges(input.fields, found, output);
}

function mapAsEvent(input: RecordInput, output: MappingOutput): void {
  const family = { label: 'lineage', usualType: 'lineage_recorded', takes: 'time-stamped' } as const;
  const row = auditRowOf(input, output, family);
  if (row !== null) output.fact({ type: 'append', table: 'auditLogs', row });
}

function mapEdges(
  fields: FieldReader,
  { edges, used, usualType }: LineageEdges,
  output: MappingOutput,
): void {
  const actors = createActorNames(output);
  const word = fields.word('lineage_type', 'relationship_type', 'transformation_type', 'type');
  const row = {
    ...sharedColumns(fields, { used, actors }, output),
    lineageType: word ?? usualType,
    derived: derivedColumns(
      'asset_lineage',
      { lineage_type: word === null ? 'shape-of-record' : null },
      output,
    ),
  };
  for (const { upstream, downstream } of edges) {
    const edge = { ...row, upstreamAssetId: upstream, downstreamAssetId: downstream };
    output.fact({ type: 'keyed', table: 'assetLineage', row: edge });
  }
  actors.emit();
}

interface Readers {
  readonly used: readonly string[];
  readonly actors: ActorNames;
}

function sharedColumns(
  fields: FieldReader,
  { used, actors }: Readers,
  output: MappingOutput,
): RowDraft<'assetLineage'> {
  const spelling = fields.numeric('confidence', 'confidence_score');
  const confidence = spelling === null ? null : roundConfidence(spelling);
  if (spelling !== null && confidence === null)
    output.note('number-out-of-range', 'asset_lineage.confidence');
  const discoveredBy = actors.read(fields, ['discovered_by', 'agent_id', 'ai_agent', 'actor']);
  const externalId = fields.id('lineage_id', 'id', 'event_id');
  const discoveredAt = fields.time('timestamp', 'discovered_at', 'recorded_at', 'created_at');
  fields.skip(...used);
  return {
    externalId,
    confidence: confidence?.text ?? null,
    discoveredBy,
    discoveredAt,
    metadata: fields.rest({ source_confidence: confidence?.isExact === true ? null : spelling }),
  };
}
