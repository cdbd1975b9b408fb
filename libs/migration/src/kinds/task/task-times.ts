import { memberOf } from '@cortex/domain';
import type { RowDraft } from '@cortex/domain';

import type { Derivation } from '../../normalise/derivation';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { epochInName, laterOf, stampInName } from '../../normalise/parse-time';
import { peekTime } from '../../normalise/peek';
import { fileName } from './task-id';

export type TimeColumn = 'createdAt' | 'startedAt' | 'completedAt' | 'failedAt' | 'dueAt';

export interface TaskTimes {
  readonly columns: Pick<RowDraft<'tasks'>, TimeColumn>;
  /** As the record gives it; a derived one is no part of the task's identity. */
  readonly createdAt: string | null;
  /**
   * Newest of updated_at, completed_at and assigned_at; the stamp in the file's name stands in where there is none.
   * It says when a copy was made: beside the record's own times it would let every dated copy beat the live queue.
   */
  readonly updatedAt: string | null;
}

export interface TimeContext {
  readonly taskId: string;
  readonly derivation: Derivation;
  readonly output: MappingOutput;
}

/** Nothing is invented: what no rule derives stays NULL, and an order that cannot be is kept and noted. */
export function readTaskTimes(input: RecordInput, context: TimeContext): TaskTimes {
  const { fields } = input;
  const createdAt = fields.time('created_at', 'createdAt', 'created', 'creation_time');
  const execution = fields.object('execution');
  const startedAt = fields.time('started_at', 'startedAt') ?? execution?.time('started_at') ?? null;
  const completedAt = fields.time('completed_at', 'completedAt') ?? execution?.time('completed_at') ?? null;
  const failedAt = fields.time('failed_at', 'failedAt');
  const dueAt = fields.time('due_at', 'due_date', 'deadline');
  const assignedAt = peekTime(fields.node, 'assigned_at', 'assignedAt');
  noteOrder({ createdAt, assignedAt, startedAt, completedAt }, context.output);
  const changed = [peekTime(fields.node, 'updated_at', 'updatedAt'), completedAt, assignedAt].reduce(
    laterOf,
    null,
  );
  return {
    columns: {
      createdAt: createdAt ?? deriveCreatedAt(input, context),
      startedAt,
      completedAt,
      failedAt,
      dueAt,
    },
    createdAt,
    updatedAt: changed ?? stampInName(fileName(input)),
  };
}

function deriveCreatedAt(input: RecordInput, { taskId, derivation }: TimeContext): string | null {
  const { node } = input.fields;
  const around = input.ancestors.map((ancestor) => peekTime(ancestor.node, 'created_at'));
  const rules: readonly (readonly [string, string | null])[] = [
    ['metadata', peekTime(memberOf(node, 'metadata'), 'created_at', 'createdAt', 'timestamp')],
    ['timestamp', peekTime(node, 'timestamp')],
    ['epoch-in-id', epochInName(taskId)],
    ['record-around', around.find((time) => time !== null) ?? null],
    ['file', peekTime(input.document.envelope ?? undefined, 'created_at', 'generated_at', 'timestamp')],
  ];
  const derived = rules.find(([, time]) => time !== null);
  if (derived === undefined) return null;
  derivation.mark('created_at', derived[0]);
  return derived[1];
}

interface Order {
  readonly createdAt: string | null;
  readonly assignedAt: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

function noteOrder({ createdAt, assignedAt, startedAt, completedAt }: Order, output: MappingOutput): void {
  const before = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one < other;
  if (before(completedAt, createdAt)) output.note('order-suspect', 'tasks: completed before created');
  if (before(assignedAt, createdAt)) output.note('order-suspect', 'tasks: assigned before created');
  if (before(completedAt, startedAt)) output.note('order-suspect', 'tasks: completed before started');
  if (completedAt !== null && startedAt === null)
    output.note('order-suspect', 'tasks: completed without start');
}
