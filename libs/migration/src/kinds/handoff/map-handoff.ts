import { memberOf } from '@cortex/domain';
import type { JsonNode, RowDraft } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { ActorNames } from '../../normalise/actor-names';
import { createDerivation } from '../../normalise/derivation';
import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { peekText } from '../../normalise/peek';
import { documentPosition } from '../document-position';
import { cleanId, fileName, givenTaskId, isTaskLike } from '../task/task-id';
import { emitRelations, readRelations } from '../task/task-relations';

/** A handoff is known by one of these; anything else in its folder is kept as a document only. */
const HANDOFF_NAMES = [
  'handoff_id',
  'task_id',
  'task_data',
  'from',
  'from_master',
  'from_agent',
  'to',
  'to_master',
  'to_agent',
  'handoff_type',
];

const FROM_MASTER = ['from_master', 'source_master'];
const FROM = ['from_agent', 'from', 'source_agent', 'source', 'sender'];
const TO_MASTER = ['to_master', 'target_master'];
const TO = ['to_agent', 'to', 'target_agent', 'target', 'receiver', 'assigned_to'];

/** `pending_pickup` in a file that was picked up: the suffix is right (source-data.md §4). */
const PICKED_UP = /\.processed$/;
const NOT_PICKED_UP = /^pending|^waiting|^new$|^created$/i;

/**
 * A task passed from one agent to another, in any of its shapes. Tasks inside it are records of their own.
 *
 * | column | members |
 * |---|---|
 * | external_id | handoff_id, id; position in the document where there is none (`derived`) |
 * | task_id | task_id, context.task_id, the id inside task_data or task, a single one of task_ids |
 * | from_agent_id, to_agent_id | from_master, from_agent, from, …; to_master, to_agent, to, … |
 * | handoff_reason | handoff_reason, reason, context.routing_reason, context.summary |
 * | created_at | created_at, timestamp, handoff_time, initiated_at |
 * | acknowledged_at | accepted_at, acknowledged_at, picked_up_at, processed_at; NULL where only the suffix says so |
 * | context_data | everything else; `acknowledged: "file-suffix"` where the file's suffix says that it was picked up |
 */
export function mapHandoff(input: RecordInput, output: MappingOutput): void {
  const { node } = input.fields;
  if (isHandoff(node)) emitHandoff(input, output);
  else if (node.type !== 'object' || node.members.length > 0) {
    output.note('unexpected-shape', `${input.document.kind}: no handoff`);
  }
}

function emitHandoff(input: RecordInput, output: MappingOutput): void {
  const { fields } = input;
  const derivation = createDerivation('task_handoffs', output);
  const actors = createActorNames(output);
  const given = cleanId(fields.id('handoff_id', 'id'));
  if (given === null) derivation.mark('external_id', 'document-position');
  const task = readTask(fields);
  if (task.rule !== null) derivation.mark('task_id', task.rule);
  const edges = task.id === null ? [] : readRelations(task.id, input);
  const sourceStatus = fields.word('status', 'state');
  const row: RowDraft<'taskHandoffs'> = {
    externalId: given ?? documentPosition(input),
    taskId: task.id,
    ...readActors(fields, actors),
    handoffReason: readReason(fields),
    sourceStatus,
    createdAt: fields.time(
      'created_at',
      'createdAt',
      'timestamp',
      'handoff_time',
      'initiated_at',
      'handed_off_at',
    ),
    acknowledgedAt: fields.time(
      'acknowledged_at',
      'accepted_at',
      'picked_up_at',
      'processed_at',
      'received_at',
    ),
    contextData: readContext(input, sourceStatus, output),
    derived: derivation.json(),
  };
  output.fact({ type: 'keyed', table: 'taskHandoffs', row });
  emitRelations(edges, output);
  actors.emit();
}

function isHandoff(node: JsonNode): boolean {
  return HANDOFF_NAMES.some((name) => memberOf(node, name) !== undefined);
}

function readTask(fields: FieldReader): { readonly id: string | null; readonly rule: string | null } {
  const named =
    cleanId(fields.id('task_id', 'taskId')) ?? cleanId(fields.object('context')?.id('task_id') ?? null);
  if (named !== null) return { id: named, rule: null };
  const inside = ['task_data', 'task'].map((name) => memberOf(fields.node, name));
  const found = inside
    .map((node) => (node === undefined ? null : givenTaskId(node)))
    .find((id) => id !== null);
  if (found !== undefined) return { id: found, rule: 'task-inside' };
  const list = memberOf(fields.node, 'task_ids');
  const [only, ...more] = list?.type === 'array' ? list.items : [];
  if (only?.type !== 'string' || more.length > 0) return { id: null, rule: null };
  return { id: cleanId(only.value), rule: 'single-task' };
}

function readActors(fields: FieldReader, actors: ActorNames): RowDraft<'taskHandoffs'> {
  return {
    fromAgentId: actors.read(fields, FROM_MASTER, 'declares-master') ?? actors.read(fields, FROM),
    toAgentId: actors.read(fields, TO_MASTER, 'declares-master') ?? actors.read(fields, TO),
  };
}

function readReason(fields: FieldReader): string | null {
  const context = fields.object('context');
  return (
    fields.text('handoff_reason', 'reason') ??
    context?.text('handoff_reason', 'routing_reason', 'reason', 'summary') ??
    fields.text('summary', 'message')
  );
}

function readContext(input: RecordInput, sourceStatus: string | null, output: MappingOutput): string | null {
  const { fields } = input;
  if (memberOf(fields.node, 'task_data')?.type === 'object') fields.skip('task_data');
  const tasks = memberOf(fields.node, 'tasks');
  if (tasks?.type === 'array' && tasks.items.length > 0 && tasks.items.every(isTaskLike))
    fields.skip('tasks');
  if (!PICKED_UP.test(fileName(input))) return fields.rest();
  if (sourceStatus !== null && NOT_PICKED_UP.test(sourceStatus)) {
    output.note('status-conflict', 'task_handoffs.source_status: not picked up, in a processed file');
  }
  const accepted = peekText(fields.node, 'acknowledged_at', 'accepted_at', 'picked_up_at', 'processed_at');
  return fields.rest({ acknowledged: accepted === null ? 'file-suffix' : null });
}
