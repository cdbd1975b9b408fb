import type { TaskOrigin } from '@cortex/domain';

import type { RecordInput, RecordMapper } from '../../normalise/kind';
import { peekText } from '../../normalise/peek';
import { emitTask } from './map-task';
import { cleanId, givenTaskId, isTaskLike, readTaskId } from './task-id';
import type { TaskId } from './task-id';

/**
 * A snapshot of a task inside a handoff or a worker spec (`task_data`): a version of that task. The record around says
 * which task is meant where the snapshot does not; it is neither the task's parent nor the source of its times.
 */
export function mapEmbeddedTask(origin: TaskOrigin): RecordMapper {
  return (input, output) => {
    const { node } = input.fields;
    if (node.type === 'object' && node.members.length === 0) return;
    if (!isTaskLike(node)) {
      output.note('unexpected-shape', `${input.document.kind}: no task`);
      return;
    }
    const id = embeddedTaskId(input);
    const alone = { ...input, ancestors: [], envelope: null };
    emitTask(alone, output, { originOf: () => origin, idOf: () => id });
  };
}

function embeddedTaskId(input: RecordInput): TaskId {
  const given = givenTaskId(input.fields.node);
  if (given !== null) return { id: given, rule: null, original: null };
  const around = cleanId(peekText(input.ancestors[0]?.node, 'task_id', 'parent_task_id'));
  return around === null ? readTaskId(input) : { id: around, rule: 'record-around', original: null };
}
