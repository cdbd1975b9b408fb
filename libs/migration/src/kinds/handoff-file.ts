import type { Kind } from '../normalise/kind';
import { tasksOfHandoff } from './handoff/tasks-of-handoff';
import { mapHandoff } from './handoff/map-handoff';
import { mapEmbeddedTask } from './task/map-embedded-task';

/**
 * One handoff per file: `{handoff_id, from_master, to_master, task_id, task_data:{task}, context, created_at, status}`
 * and some twenty variations of it. The suffix `.processed` says that it was picked up.
 */
export const handoffFile: Kind = {
  name: 'handoff-file',
  paths: [
    'coordination/masters/*/handoffs/**/*.json{,.processed,.completed,.archived}',
    'coordination/handoffs/**/*.json{,.processed,.completed,.archived}',
    'coordination/workflows/active/*handoff*.json{,.processed,.completed,.archived}',
  ],
  format: 'json',
  layout: { records: [{ at: [], kind: 'handoff' }], nested: { handoff: tasksOfHandoff } },
  mappers: { handoff: mapHandoff, 'embedded-task': mapEmbeddedTask('handoff') },
};
