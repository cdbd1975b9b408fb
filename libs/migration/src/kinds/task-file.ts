import type { Kind } from '../normalise/kind';
import { mapTask } from './task/map-task';
import { nestedTasks } from './task/task-layout';

/**
 * One task per file, in any of its shapes: flat, with `context`, with `metadata`/`requirements`, with `subtasks[]`,
 * with `tracks[].tasks[]`. The nested ones are records of their own, spawned by the task around them; what a file
 * without id is called, its name says.
 */
export const taskFile: Kind = {
  name: 'task-file',
  paths: ['coordination/tasks/**/*.json', 'coordination/tasks/**/*.json.{processed,completed,done}'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'task' }], nested: { task: nestedTasks } },
  mappers: { task: mapTask({ originOf: () => 'task-file' }) },
};
