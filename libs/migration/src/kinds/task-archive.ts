import type { Kind } from '../normalise/kind';
import { mapListedTask } from './task/map-listed-task';
import { taskListLayout } from './task/task-layout';

/** Tasks that were moved out of the queue: `{archived_at, archive_type, task_count, tasks:[task…]}`. */
export const taskArchive: Kind = {
  name: 'task-archive',
  paths: ['coordination/archive/tasks/**/*.json', 'coordination/archives/tasks/**/*.json'],
  format: 'json',
  layout: taskListLayout,
  mappers: { task: mapListedTask({ originOf: () => 'archive' }) },
};
