import { memberOf } from '@cortex/domain';
import type { JsonNode, RowDraft, TaskOrigin } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { ActorNames } from '../../normalise/actor-names';
import { createDerivation } from '../../normalise/derivation';
import type { MappingOutput, RecordInput, RecordMapper } from '../../normalise/kind';
import { peekText } from '../../normalise/peek';
import { readTaskStatus } from '../../normalise/words/read-task-status';
import { taskPriorityWords } from '../../normalise/words/task-priority-words';
import type { TaskPriority } from '../../normalise/words/task-priority-words';
import { readWord } from '../../normalise/words/word-table';
import type { WordTable } from '../../normalise/words/word-table';
import { readRepository } from './read-repository';
import { cleanId, isTaskLike, parentTaskId, readTaskId } from './task-id';
import type { TaskId } from './task-id';
import { emitRelations, readRelations } from './task-relations';
import type { Edge } from './task-relations';
import { readTaskResult } from './task-result';
import { readTaskTexts } from './task-texts';
import { readTaskTimes } from './task-times';

export interface TaskRules {
  readonly originOf: (input: RecordInput) => TaskOrigin;
  readonly priorities?: WordTable<TaskPriority>;
  /** Takes the place of the record's own id, where another record says which task is meant. */
  readonly idOf?: (input: RecordInput) => TaskId;
}

/** Lists of records of their own inside a task; a list with anything else in it stays in the metadata. */
const NESTED_LISTS = ['subtasks', 'tasks', 'sub_tasks', 'children'];

/**
 * A task in any of its shapes: one TaskFact, its relations, the names of its agents. What no column takes stays in
 * `metadata` under the names of the source.
 *
 * | column | members |
 * |---|---|
 * | task_id | id, task_id, …; file name or position where there is none (`derived`) |
 * | title, description | title, payload.title, name, first line; description, payload.query, context.description |
 * | task_status, task_priority | status, priority through the word tables; raw words in source_status, source_priority |
 * | assigned_to_agent_id | assigned_to, assigned_agent, worker_id |
 * | master_agent_id | master, master_id, parent_master, or assigned_to where that is a master |
 * | created_by_agent_id | created_by, requested_by |
 * | parent_task_id | the record around; parent_task_id, parent_task, context.parent_task; never the task itself |
 * | repository_* | repository as text or object, context.repository |
 * | tokens_*, *_minutes | tokens_allocated, token_budget, resources.*; tokens_used; timeout_minutes; sla_minutes |
 * | *_at | see `readTaskTimes` |
 * | result_*, error_* | see `readTaskResult` |
 */
export function mapTask(rules: TaskRules): RecordMapper {
  return (input, output) => {
    if (isTaskLike(input.fields.node)) emitTask(input, output, rules);
    else if (!isContainer(input.fields.node))
      output.note('unexpected-shape', `${input.document.kind}: no task`);
  };
}

/** Nothing at all, or only lists of tasks: there is nothing to say of it. */
function isContainer(node: JsonNode): boolean {
  if (node.type !== 'object') return false;
  return node.members.length === 0 || NESTED_LISTS.some((name) => memberOf(node, name)?.type === 'array');
}

/** What `mapTask` does once it knows that there is a task. */
export function emitTask(input: RecordInput, output: MappingOutput, rules: TaskRules): void {
  const { fields } = input;
  const id = (rules.idOf ?? readTaskId)(input);
  const derivation = createDerivation('tasks', output);
  if (id.rule !== null) derivation.mark('task_id', id.rule);
  skipIdentity(input, id.id);
  const texts = readTaskTexts(fields, id.id, derivation);
  const times = readTaskTimes(input, { taskId: id.id, derivation, output });
  const actors = createActorNames(output);
  const parent = readParent(input, id.id, output);
  const edges = [...parent.edges, ...readRelations(id.id, input)];
  const row: RowDraft<'tasks'> = {
    taskId: id.id,
    ...readWords(input, output, rules),
    ...texts.columns,
    ...readActors(input, actors),
    parentTaskId: parent.id,
    rootTaskId: cleanId(fields.id('root_task_id')),
    ...readRepository(fields),
    ...readBudget(input),
    ...times.columns,
    ...readTaskResult(fields),
    tags: fields.strings('tags', 'labels'),
    metadata: readMetadata(input, id),
    derived: derivation.json(),
  };
  const { title } = texts;
  const { createdAt, updatedAt } = times;
  output.fact({
    type: 'task',
    taskId: id.id,
    createdAt,
    title,
    origin: rules.originOf(input),
    updatedAt,
    row,
  });
  emitRelations(edges, output);
  actors.emit();
}

/** The member that gave the id is used up; a second id beside it that says something else stays. */
function skipIdentity({ fields }: RecordInput, id: string): void {
  for (const name of ['id', 'task_id', 'taskId', 'orchestration_id']) {
    if (peekText(fields.node, name) === id) fields.skip(name);
  }
}

function readWords(input: RecordInput, output: MappingOutput, rules: TaskRules): RowDraft<'tasks'> {
  const { fields } = input;
  const sourceStatus = fields.word('status', 'state');
  const context = memberOf(fields.node, 'context');
  const metadata = memberOf(fields.node, 'metadata');
  // Integers inside contexts are an ordering; only a word there is a priority.
  const sourcePriority =
    fields.word('priority') ?? peekText(context, 'priority') ?? peekText(metadata, 'priority');
  const priorities = rules.priorities ?? taskPriorityWords;
  return {
    taskStatus: sourceStatus === null ? null : readTaskStatus(sourceStatus, hasBegun(input), output),
    taskPriority: sourcePriority === null ? null : readWord(priorities, sourcePriority, output),
    sourceStatus,
    sourcePriority,
  };
}

function hasBegun({ fields }: RecordInput): boolean {
  if (cleanId(peekText(fields.node, 'worker_id', 'assigned_worker', 'started_at')) !== null) return true;
  const workers = memberOf(fields.node, 'assigned_workers');
  return workers?.type === 'array' && workers.items.length > 0;
}

function readActors({ fields }: RecordInput, actors: ActorNames): RowDraft<'tasks'> {
  const assigned = actors.read(fields, [
    'assigned_to',
    'assigned_agent',
    'assignee',
    'worker_id',
    'assigned_worker',
  ]);
  const master = actors.read(
    fields,
    ['master', 'master_id', 'master_agent', 'parent_master'],
    'declares-master',
  );
  return {
    assignedToAgentId: assigned,
    createdByAgentId: actors.read(fields, ['created_by', 'createdBy', 'requested_by']),
    masterAgentId: master ?? (assigned?.endsWith('-master') === true ? assigned : null),
  };
}

interface Parent {
  readonly id: string | null;
  readonly edges: readonly Edge[];
}

function readParent(input: RecordInput, taskId: string, output: MappingOutput): Parent {
  const around = parentTaskId(input);
  const { fields } = input;
  const named =
    cleanId(fields.id('parent_task_id', 'parent_task', 'parent_id')) ??
    cleanId(fields.object('context')?.id('parent_task', 'parent_task_id') ?? null);
  if (named === taskId) output.note('reference-ignored', 'tasks.parent_task_id: the task itself');
  const parents = [...new Set([around, named])].filter((id): id is string => id !== null && id !== taskId);
  const edges = parents.map((parentId): Edge => ({
    relation: 'spawned',
    parentId,
    childId: taskId,
    comment: null,
  }));
  return { id: parents[0] ?? null, edges };
}

function readBudget({ fields }: RecordInput): RowDraft<'tasks'> {
  const resources = fields.object('resources');
  return {
    tokensAllocated:
      fields.integer('tokens_allocated', 'token_allocation', 'token_budget') ??
      resources?.integer('token_allocation', 'token_budget') ??
      null,
    tokensUsed:
      fields.integer('tokens_used', 'actual_tokens') ??
      fields.object('execution')?.integer('tokens_used') ??
      null,
    timeoutMinutes:
      fields.integer('timeout_minutes') ??
      resources?.integer('timeout_minutes', 'time_limit_minutes') ??
      null,
    slaMinutes: fields.integer('sla_minutes'),
  };
}

function readMetadata({ fields }: RecordInput, id: TaskId): string | null {
  for (const name of NESTED_LISTS) {
    const list = memberOf(fields.node, name);
    if (list?.type === 'array' && list.items.length > 0 && list.items.every(isTaskLike)) fields.skip(name);
  }
  return fields.rest({ original_id: id.original });
}
