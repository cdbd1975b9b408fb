import { spellTime } from './spell-time';
import { spellCreated, type CastTask, type TreeCast } from './tree-cast';

const MINUTE_MS = 60_000;
/** What a task was called at some moment before it became what it is. */
const EARLIER: Readonly<Record<string, string>> = {
  completed: 'in_progress',
  failed: 'in_progress',
  in_progress: 'assigned',
  assigned: 'pending',
  cancelled: 'pending',
};

/** A moment at which a copy of the queue was made. */
export interface CopyAge {
  /** 0 is now, 1 the last copy, 2 the one before. */
  readonly age: number;
}

/** A task as it stands in the queue and its copies: equal in one of four copies, older in the others. */
export function queuedTask(cast: TreeCast, index: number, { age }: CopyAge): Record<string, unknown> {
  const task = cast.task(index);
  const random = cast.random('queued', index);
  const isOlder = age > 0 && index % 4 !== 0;
  const status = isOlder ? (EARLIER[task.status ?? ''] ?? task.status) : task.status;
  const isAssigned = status !== 'pending' && status !== 'queued' && status !== undefined;
  const hasStart = random.chance(0.6);
  const at = (minutes: number): unknown => spellTime(task.createdMs + minutes * MINUTE_MS, task.timeStyle);
  return {
    id: task.id,
    title: task.title,
    type: task.type,
    priority: task.priority,
    status,
    assigned_to: isAssigned ? task.master : null,
    created_at: spellCreated(task),
    created_by: task.creator,
    assigned_at: isAssigned ? at(1) : undefined,
    started_at: isAssigned && hasStart && status !== 'assigned' ? at(4) : undefined,
    completed_at: status === 'completed' ? at(90) : undefined,
    updated_at: at(isOlder ? 10 : 120),
    tokens_allocated: random.chance(0.4) ? 1_000 * (1 + random.below(40)) : undefined,
    repository: random.chance(0.4) ? 'harbor-labs/gateway' : undefined,
    depends_on: dependencies(cast, index),
    context: { description: task.description, repository: 'harbor-labs/gateway', branch: 'main' },
    result: status === 'completed' && random.chance(0.5) ? resultOf(task) : undefined,
  };
}

/** The same, as a handoff or a worker spec carries it along. */
export function embeddedTask(cast: TreeCast, index: number): Record<string, unknown> {
  const { id, title, type, priority, status, created_at, created_by, context } = queuedTask(cast, index, {
    age: 2,
  });
  return { id, title, type, priority, status, created_at, created_by, context, routing_confidence: 'N/A' };
}

function dependencies(cast: TreeCast, index: number): readonly string[] | undefined {
  if (index % 9 !== 8) return undefined;
  const { id } = cast.task(index - 1);
  return [index % 2 === 0 ? `${id} (same branch)` : id];
}

function resultOf({ description }: CastTask): unknown {
  return description.length % 2 === 0
    ? description.slice(0, 80)
    : {
        status: 'success',
        summary: description.slice(0, 80),
        findings: { critical: 0, high: description.length % 5 },
      };
}
