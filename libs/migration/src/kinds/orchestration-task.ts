import type { Kind } from '../normalise/kind';
import { mapTask } from './task/map-task';

/**
 * `{orchestration_id, parent_task_id, task_title, status, created_at, prompt_file, notes}`: what the orchestrator
 * made of a task. The orchestration is a task of its own, spawned by its parent.
 */
export const orchestrationTask: Kind = {
  name: 'orchestration-task',
  paths: ['coordination/orchestrator/tasks/**/*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'task' }] },
  mappers: { task: mapTask({ originOf: () => 'task-file' }) },
};
