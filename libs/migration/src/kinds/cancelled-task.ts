import type { RowDraft } from '@cortex/domain';

import { createDerivation } from '../normalise/derivation';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { laterOf } from '../normalise/parse-time';
import { peekTime } from '../normalise/peek';
import { readTaskStatus } from '../normalise/words/read-task-status';
import { fileStem, givenTaskId } from './task/task-id';

/** `tasks/<id>-cancelled.json`: a status laid over whatever version of the task wins. */
export const cancelledTask: Kind = {
  name: 'cancelled-task',
  paths: ['coordination/tasks/**/*-{cancelled,canceled}.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'cancellation' }] },
  mappers: { cancellation: mapCancellation },
};

const SUFFIX = /-cancell?ed$/i;

/**
 * | column | members |
 * |---|---|
 * | task_id | id, task_id, or the file's name, without the suffix |
 * | task_status | status; `cancelled` where there is none, by the file's name |
 * | error_message | cancellation_reason, reason |
 * | metadata | everything else |
 */
function mapCancellation(input: RecordInput, output: MappingOutput): void {
  const { fields } = input;
  const derivation = createDerivation('tasks', output);
  const given = givenTaskId(fields.node);
  const taskId = (given ?? fileStem(input)).replace(SUFFIX, '');
  if (given !== null) fields.skip('id', 'task_id');
  const sourceStatus = fields.word('status');
  if (sourceStatus === null) derivation.mark('task_status', 'file-name');
  const updatedAt = laterOf(
    peekTime(fields.node, 'cancelled_at', 'canceled_at', 'completed_at'),
    peekTime(fields.node, 'updated_at'),
  );
  const row: RowDraft<'tasks'> = {
    taskId,
    taskStatus: readTaskStatus(sourceStatus ?? 'cancelled', false, output),
    sourceStatus,
    errorMessage: fields.text('cancellation_reason', 'cancel_reason', 'reason'),
    metadata: fields.rest(),
    derived: derivation.json(),
  };
  output.fact({ type: 'task-overlay', taskId, updatedAt, row });
}
