import type { Mess } from './break-json';
import { isPlanted, jsonFile, spelled, type GeneratedFile } from './generated-file';
import { spellTime } from './spell-time';
import { messyFile } from './task-files';
import { embeddedTask } from './task-shapes';
import { MASTERS, type CastTask, type TreeCast } from './tree-cast';
import { writeHex, writeText } from './write-text';

const MINUTE_MS = 60_000;

/** The registry of older days. */
export function handoffRegistry(cast: TreeCast): GeneratedFile {
  const handoff = (index: number, status: string): unknown => {
    const { id, createdMs } = cast.task(index);
    return {
      id: `handoff-${String(index).padStart(3, '0')}`,
      from_agent: 'security-agent',
      to_agent: 'coordinator-agent',
      task_id: id,
      status,
      created_at: spellTime(createdMs, 'zulu'),
      context: { handoff_reason: 'Report the findings' },
    };
  };
  return jsonFile('coordination/handoffs.json', 4, () => ({
    version: '1.0',
    pending_handoffs: [handoff(1, 'pending'), handoff(2, 'pending')],
    completed_handoffs: [handoff(3, 'completed'), handoff(4, 'completed')],
  }));
}

/** One handoff per file, most of them picked up; `count` files. */
export function handoffFile(cast: TreeCast, index: number, count: number): GeneratedFile {
  const random = cast.random('handoff', index);
  const taskNumber = random.below(cast.tasks);
  const task = cast.task(taskNumber);
  const hasTask = random.chance(0.85);
  const to = random.pick(MASTERS);
  const value = {
    handoff_id: `coord-to-${to}-${writeHex(random, 8)}-${index}`,
    ...endsOf(cast, { index, count, to, task }),
    task_data: hasTask ? embeddedTask(cast, taskNumber) : undefined,
    context: contextOf(cast, index, count),
    created_at: spellTime(task.createdMs + MINUTE_MS, random.pick(['zulu', 'offset', 'colon-offset'])),
    status: random.chance(0.8) ? 'pending_pickup' : 'completed',
  };
  // 81 of the 95 that say `pending_pickup` lie in files that say otherwise.
  const suffix = random.chance(0.85) ? '.processed' : '';
  const path = `coordination/masters/coordinator/handoffs/to-${to}-${task.id}-${index}.json${suffix}`;
  return messyFile(path, hasTask ? 2 : 1, { value, mess: messOf(cast, index, count) });
}

interface Ends {
  readonly index: number;
  readonly count: number;
  readonly to: string;
  readonly task: CastTask;
}

/** Ten of the profiled handoffs lack the task, the sender or the receiver. */
function endsOf(cast: TreeCast, { index, count, to, task }: Ends): Record<string, unknown> {
  const all = { from_master: 'coordinator', to_master: to, task_id: task.id };
  if (!isPlanted(index, count, cast.scaled(10))) return all;
  const { from_master, to_master, task_id } = all;
  return (
    [
      { to_master, task_id },
      { from_master, task_id },
      { from_master, to_master },
    ][index % 3] ?? all
  );
}

function contextOf(cast: TreeCast, index: number, count: number): Record<string, unknown> {
  const random = cast.random('handoff-context', index);
  const secret = isPlanted(index, count, cast.scaled(3))
    ? { credentials: { user: 'deploy', password: `example-${writeHex(random, 10)}` } }
    : {};
  return {
    routing_reason: 'Pattern-based routing',
    routing_confidence: random.weighted([
      [spelled('0.90'), 60],
      ['0.85', 20],
      ['N/A', 20],
    ]),
    priority: 'high',
    notes: writeText(random, 40 + random.below(300)),
    ...secret,
  };
}

function messOf(cast: TreeCast, index: number, count: number): Mess | null {
  if (!isPlanted(index, count, Math.min(count, 4 * cast.scaled(1)))) return null;
  return index < count / 2 ? 'bare-word' : 'pasted-objects';
}
