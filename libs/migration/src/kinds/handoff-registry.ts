import type { Kind } from '../normalise/kind';
import { tasksOfHandoff } from './handoff/tasks-of-handoff';
import { mapHandoff } from './handoff/map-handoff';
import { mapEmbeddedTask } from './task/map-embedded-task';

/** `{version, updated_at, pending_handoffs:[handoff…], completed_handoffs:[handoff…]}`. */
export const handoffRegistry: Kind = {
  name: 'handoff-registry',
  paths: ['coordination/handoffs.json', 'coordination/handoffs*.json', 'coordination/handoffs.json.*'],
  format: 'json',
  layout: {
    records: [
      { at: ['pending_handoffs', '*'], kind: 'handoff' },
      { at: ['active_handoffs', '*'], kind: 'handoff' },
      { at: ['completed_handoffs', '*'], kind: 'handoff' },
      { at: ['failed_handoffs', '*'], kind: 'handoff' },
      { at: ['handoffs', '*'], kind: 'handoff' },
      { at: [], kind: 'registry' },
    ],
    nested: { handoff: tasksOfHandoff },
  },
  mappers: { handoff: mapHandoff, 'embedded-task': mapEmbeddedTask('handoff') },
};
