import type { RecordLayout, RecordLocation } from '@cortex/domain';

/** Where tasks stand inside a task. */
export const nestedTasks: readonly RecordLocation[] = [
  { at: ['subtasks', '*'], kind: 'task' },
  { at: ['sub_tasks', '*'], kind: 'task' },
  { at: ['children', '*'], kind: 'task' },
  { at: ['tasks', '*'], kind: 'task' },
  { at: ['tracks', '*', 'tasks', '*'], kind: 'task' },
  { at: ['phases', '*', 'tasks', '*'], kind: 'task' },
];

/** A document that is a list of tasks, or one whole task. */
export const taskListLayout: RecordLayout = {
  records: [
    { at: ['tasks', '*'], kind: 'task' },
    { at: ['queue', '*'], kind: 'task' },
    { at: ['pending_tasks', '*'], kind: 'task' },
    { at: ['active_tasks', '*'], kind: 'task' },
    { at: ['completed_tasks', '*'], kind: 'task' },
    { at: ['failed_tasks', '*'], kind: 'task' },
    { at: [], kind: 'task' },
  ],
  nested: { task: nestedTasks },
};
