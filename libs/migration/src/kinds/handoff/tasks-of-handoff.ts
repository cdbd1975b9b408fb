import type { RecordLocation } from '@cortex/domain';

/** Snapshots of tasks inside a handoff. */
export const tasksOfHandoff: readonly RecordLocation[] = [
  { at: ['task_data'], kind: 'embedded-task' },
  { at: ['tasks', '*'], kind: 'embedded-task' },
];
