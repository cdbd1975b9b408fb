import type { Kind } from '../normalise/kind';
import { chatPriorityWords } from '../normalise/words/task-priority-words';
import { mapTask } from './task/map-task';
import { nestedTasks } from './task/task-layout';

/**
 * `{id, type, priority: 1–10, status, payload:{query|title, category}, metadata}`: tasks that a chat wrote. Only here
 * is an integer a priority.
 */
export const chatTask: Kind = {
  name: 'chat-task',
  paths: ['coordination/tasks/chat-tasks-*/**/*.json', 'coordination/tasks/chat-tasks/**/*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'task' }], nested: { task: nestedTasks } },
  mappers: { task: mapTask({ originOf: () => 'task-file', priorities: chatPriorityWords }) },
};
