import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { mapRun } from './agent/map-run';
import { readWorkerId, skipWorkerId } from './agent/worker-id';
import { mapEmbeddedTask } from './task/map-embedded-task';
import { cleanId } from './task/task-id';
import { emitRelations, readRelations } from './task/task-relations';
import type { Edge } from './task/task-relations';

/**
 * What a master ordered a worker to do, and what came of it. Family A: `parent_master, task_data, context,
 * resources{token_allocation, time_limit_minutes}`. Family B: `created_by, scope, context{parent_task},
 * resources{token_budget}, deliverables, execution, results, heartbeat, identity`. The same in archives.
 */
export const workerSpec: Kind = {
  name: 'worker-spec',
  paths: [
    'worker-specs/**/*.json',
    'worker-specs/*.json',
    'workers/*/worker-spec.json',
    'workers/*/*-spec.json',
  ],
  format: 'json',
  layout: {
    records: [{ at: [], kind: 'worker-spec' }],
    nested: { 'worker-spec': [{ at: ['task_data'], kind: 'embedded-task' }] },
  },
  mappers: { 'worker-spec': mapWorkerSpec, 'embedded-task': mapEmbeddedTask('embedded') },
};

const SPEC_NAMES = [
  'worker_id',
  'worker_type',
  'task_id',
  'task_data',
  'parent_master',
  'resources',
  'execution',
];

function mapWorkerSpec(input: RecordInput, output: MappingOutput): void {
  const { fields } = input;
  if (!isWorkerSpec(fields.node)) {
    if (fields.node.type !== 'object' || fields.node.members.length > 0) {
      output.note('unexpected-shape', 'worker-spec: no spec');
    }
    return;
  }
  const { id, rule } = readWorkerId(input);
  skipWorkerId(input, id);
  if (memberOf(fields.node, 'task_data')?.type === 'object') fields.skip('task_data');
  const edges = readTaskRelations(input, output);
  mapRun(input, output, { agentId: id, idRule: rule, operation: 'worker_spec' });
  emitRelations(edges, output);
}

function isWorkerSpec(node: JsonNode): boolean {
  return SPEC_NAMES.some((name) => memberOf(node, name) !== undefined);
}

/** `context.parent_task` names the task itself in all but one spec of the known tree. */
function readTaskRelations(input: RecordInput, output: MappingOutput): readonly Edge[] {
  const value = memberOf(input.fields.node, 'task_id');
  const taskId = value?.type === 'string' ? cleanId(value.value) : null;
  if (taskId === null) return [];
  const context = input.fields.object('context');
  const parentId = cleanId(context?.id('parent_task', 'parent_task_id') ?? null);
  const relations = readRelations(taskId, input);
  if (parentId === null) return relations;
  if (parentId === taskId) {
    output.note('reference-ignored', 'worker_spec.parent_task: the task itself');
    return relations;
  }
  return [{ relation: 'spawned', parentId, childId: taskId, comment: null }, ...relations];
}
