import { breakJson, type Mess } from './break-json';
import { isPlanted, jsonFile, textFile, toJson, type GeneratedFile } from './generated-file';
import { queuedTask } from './task-shapes';
import { spellTime } from './spell-time';
import type { TreeCast } from './tree-cast';
import { writeText } from './write-text';

/** Ids that name different tasks, inside one file; the first names four. */
const REUSED_IDS = ['task-012', 'task-013', 'task-014', 'task-015', 'task-016', 'task-017'] as const;
const HOUR_MS = 3_600_000;
const REUSED_MS = Date.UTC(2025, 9, 20, 8);

/** The queue, its copies, and the archives: the same tasks, at different moments. */
export function* queueFiles(cast: TreeCast): Generator<GeneratedFile> {
  const upTo = (share: number): number => Math.round(cast.tasks * share);
  const list = (from: number, to: number, age: number): unknown[] =>
    Array.from({ length: to - from }, (_, index) => queuedTask(cast, from + index, { age }));
  const reused = reusedTasks(cast);
  yield jsonFile('coordination/task-queue.json', upTo(0.65) + reused.length, () => ({
    tasks: [...list(0, upTo(0.65), 0), ...reused],
    updated_at: '2025-12-05T09:00:00-0600',
  }));
  yield jsonFile('coordination/task-queue.json.backup', upTo(0.3), () => ({ tasks: list(0, upTo(0.3), 2) }));
  yield jsonFile('coordination/task-queue.backup-20251204-154812.json', upTo(0.5) - upTo(0.2), () => ({
    tasks: list(upTo(0.2), upTo(0.5), 1),
  }));
  yield jsonFile(
    'coordination/archive/tasks/2025-12/completed-tasks-20251205.json',
    cast.tasks - upTo(0.55),
    () => ({
      archived_at: '2025-12-05T23:59:59Z',
      archive_type: 'completed_tasks',
      task_count: cast.tasks - upTo(0.55),
      tasks: list(upTo(0.55), cast.tasks, 0),
    }),
  );
}

function reusedTasks(cast: TreeCast): readonly unknown[] {
  const ids = [...REUSED_IDS.flatMap((id) => [id, id]), REUSED_IDS[0], REUSED_IDS[0]];
  return ids.map((id, index) => {
    const random = cast.random('reused', index);
    const createdMs = REUSED_MS + index * HOUR_MS;
    return {
      id,
      title: writeText(random, 40),
      type: 'feature',
      priority: 'medium',
      status: 'completed',
      created_at: spellTime(createdMs, index % 5 === 0 ? 'naive' : 'offset'),
      completed_at: spellTime(createdMs + HOUR_MS, 'offset'),
    };
  });
}

/** One task per file, in the shapes of the profile; `count` files. */
export function taskFile(cast: TreeCast, index: number, count: number): GeneratedFile {
  const random = cast.random('task-file', index);
  const task = cast.task(cast.tasks + index);
  const children = random.weighted([
    [0, 70],
    [2, 15],
    [4, 15],
  ] as const);
  const value = {
    ...(index % 2 === 0 ? { id: task.id } : { task_id: task.id }),
    title: index % 3 === 0 ? undefined : task.title,
    description: task.description,
    priority: task.priority,
    status: task.status,
    created_at: index % 8 === 7 ? undefined : spellTime(task.createdMs, task.timeStyle),
    created_by: task.creator,
    ...(index % 2 === 0 ? { subtasks: childrenOf(task.id, children, task.status) } : {}),
    ...(index % 2 === 1
      ? { tracks: [{ name: 'first', tasks: childrenOf(task.id, children, task.status) }] }
      : {}),
    requirements: { inputs: [writeText(random, 30)], outputs: [writeText(random, 30)] },
  };
  // In 18 of the profiled files the name is not the id.
  const name = isPlanted(index, count, cast.scaled(18)) ? `batch-${index}-plan` : task.id;
  return messyFile(`coordination/tasks/${name}.json`, 1 + children, {
    value,
    mess: messOfTask(cast, index, count),
  });
}

function messOfTask(cast: TreeCast, index: number, count: number): Mess | null {
  const kinds = ['expression', 'numeric-range', 'text-before'] as const;
  if (!isPlanted(index, count, Math.min(count, kinds.length * cast.scaled(1)))) return null;
  return kinds[Math.floor((index * kinds.length) / count)] ?? null;
}

function childrenOf(id: string, count: number, status: string | undefined): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${id}-part-${index}`,
    title: `Part ${index}`,
    status,
    ...(index % 2 === 0 ? { order: index + 1 } : {}),
  }));
}

/** `tasks/<id>-cancelled.json`: a status laid over the task. */
export function cancelledFile(cast: TreeCast, index: number): GeneratedFile {
  const { id, createdMs } = cast.task(index * 11 + 1);
  return jsonFile(`coordination/tasks/${id}-cancelled.json`, 1, () => ({
    task_id: id,
    status: 'cancelled',
    cancelled_at: spellTime(createdMs + 200 * HOUR_MS, 'zulu'),
    cancellation_reason: 'superseded',
  }));
}

export function chatTaskFile(cast: TreeCast, index: number): GeneratedFile {
  const random = cast.random('chat', index);
  return jsonFile(
    `coordination/tasks/chat-tasks-2025120${1 + (index % 9)}/chat-task-${index}.json`,
    1,
    () => ({
      id: `chat-task-${1_764_000_000 + index}`,
      type: 'user_query',
      priority: random.pick([1, 3, 5, 7]),
      status: random.pick(['completed', 'failed', 'pending']),
      payload: { query: writeText(random, 80), category: 'infrastructure' },
      metadata: { source: 'cortex-chat', created_at: spellTime(REUSED_MS + index * HOUR_MS, 'milliseconds') },
    }),
  );
}

export function orchestrationFile(cast: TreeCast, index: number): GeneratedFile {
  const { id, title, createdMs } = cast.task(index * 3);
  return jsonFile(`coordination/orchestrator/tasks/orch-${index}.json`, 1, () => ({
    orchestration_id: `orch-${index}`,
    parent_task_id: id,
    task_title: title,
    status: 'orchestrating',
    created_at: spellTime(createdMs + HOUR_MS, 'zulu'),
  }));
}

/** A file of one value, broken in one of the ways that can be repaired, or whole. */
export function messyFile(
  path: string,
  records: number,
  content: { readonly value: unknown; readonly mess: Mess | null },
): GeneratedFile {
  const { value, mess } = content;
  return textFile(path, records, () => `${mess === null ? toJson(value) : breakJson(toJson(value), mess)}\n`);
}
