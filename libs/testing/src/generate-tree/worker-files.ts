import { isPlanted, jsonFile, spelled, type GeneratedFile } from './generated-file';
import { spellTime } from './spell-time';
import { messyFile } from './task-files';
import { embeddedTask } from './task-shapes';
import { MASTERS, type TreeCast } from './tree-cast';
import { writeHex, writeText } from './write-text';

const MINUTE_MS = 60_000;
/** Files that a script broke by writing a member without its value. */
const MISSING_VALUES = 15;
const FOLDERS = ['completed', 'archive', 'archived/2025-11-16', 'active', 'failed', 'archived'] as const;
const RUN_STATUS = [
  ['completed', 40],
  ['running', 20],
  ['failed', 25],
  ['pending', 8],
  ['zombie', 5],
  ['planned', 1],
  ['cancelled', 1],
] as const;

/** What a worker was ordered to do, in one of two families; `count` files. */
export function workerSpecFile(cast: TreeCast, index: number, count: number): GeneratedFile {
  const mess = isPlanted(index, count, Math.min(count, cast.scaled(MISSING_VALUES))) ? 'missing-value' : null;
  const { value, records } = workerSpec(cast, index);
  const folder =
    FOLDERS[Math.min(FOLDERS.length - 1, cast.random('spec-folder', index).below(8))] ?? 'archived';
  const path = `coordination/worker-specs/${folder}/${value.worker_id}-${index}.json`;
  return messyFile(path, records, { value, mess });
}

/** Specs in a packed folder: records that stand nowhere else. */
export function workerSpec(cast: TreeCast, index: number) {
  const random = cast.random('spec', index);
  const worker_id = cast.worker(random.below(cast.workers));
  const taskNumber = random.below(cast.tasks);
  const task = cast.task(taskNumber);
  const startedMs = task.createdMs + (1 + random.below(300)) * MINUTE_MS;
  const head = {
    worker_id,
    worker_type: random.pick([
      'implementation-worker',
      'scan-worker',
      'analysis-worker',
      'feature-implementer',
    ]),
    task_id: random.chance(0.03) ? '' : task.id,
    status: random.weighted(RUN_STATUS),
    created_at: spellTime(startedMs, random.pick(['zulu', 'offset'])),
  };
  const common = { random, startedMs, taskId: task.id };
  if (random.chance(0.42)) return { value: { ...head, ...familyB(common) }, records: 1 };
  // A null is a record, too.
  const task_data = random.chance(0.6) ? embeddedTask(cast, taskNumber) : null;
  return { value: { ...head, task_data, ...familyA(common) }, records: 2 };
}

interface SpecFacts {
  readonly random: ReturnType<TreeCast['random']>;
  readonly startedMs: number;
  readonly taskId: string;
}

function familyA({ random, startedMs }: SpecFacts): Record<string, unknown> {
  return {
    prompt_template: 'agents/prompts/workers/implementation-worker.md',
    parent_master: random.pick(MASTERS),
    context: {
      master_session: writeHex(random, 32),
      expertise_area: 'feature_development',
      success_criteria: [writeText(random, 50), writeText(random, 60)],
      deliverables: [writeText(random, 30)],
    },
    resources: { token_allocation: random.pick([15_000, 50_000]), time_limit_minutes: 60 },
    execution: { started_at: spellTime(startedMs, 'offset') },
  };
}

function familyB({ random, startedMs, taskId }: SpecFacts): Record<string, unknown> {
  const used = random.below(12_000);
  return {
    created_by: `${random.pick(MASTERS)}-master`,
    execution_manager: null,
    scope: {},
    context: { parent_task: taskId, priority: random.pick(['medium', 'high', 'normal']), deadline: null },
    resources: { token_budget: 10_000, timeout_minutes: 45, max_retries: 1 },
    deliverables: [],
    execution: {
      started_at: spellTime(startedMs, 'offset'),
      completed_at: spellTime(startedMs + (5 + random.below(80)) * MINUTE_MS, 'offset'),
      tokens_used: used,
      token_efficiency: random.chance(0.2) ? '.9000' : spelled('0.10'),
    },
    heartbeat: {
      last_heartbeat: spellTime(startedMs, 'offset'),
      health: { tokens_remaining: 10_000 - used },
    },
    identity: { token: `example-token-${writeHex(random, 24)}`, issued_for: taskId },
  };
}

/** The pool names each worker once per run: ids repeat. */
export function workerPoolFile(cast: TreeCast): GeneratedFile {
  const lists = { active_workers: 12, completed_workers: 110, failed_workers: 34 } as const;
  const total = Object.values(lists).reduce((sum, size) => sum + cast.scaled(size), 0);
  const entry = (list: string, index: number): unknown => {
    const random = cast.random(list, index);
    const task = cast.task(random.below(cast.tasks));
    return {
      // Some slots are used again and again, up to 13 times.
      worker_id: cast.worker(random.below(random.chance(0.5) ? Math.ceil(cast.workers / 12) : cast.workers)),
      worker_type: 'implementation-worker',
      spawned_by: `${task.master}-master`,
      spawned_at: spellTime(task.createdMs + (2 + index) * MINUTE_MS, 'offset'),
      status: list.replace('_workers', ''),
      task_id: task.id,
      token_budget: 10_000,
      tokens_used: random.below(12_500),
      timeout_at: null,
    };
  };
  return jsonFile('coordination/worker-pool.backup-20251204-154356.json', total, () =>
    Object.fromEntries(
      Object.entries(lists).map(([list, size]) => [
        list,
        Array.from({ length: cast.scaled(size) }, (_, index) => entry(list, index)),
      ]),
    ),
  );
}

export function pmStateFile(cast: TreeCast): GeneratedFile {
  const count = Math.min(cast.workers, cast.scaled(59));
  return jsonFile('coordination/pm-state.json.backup-20251116-092828', count, () => ({
    pm_daemon: { pid: 15_688, last_loop: '2025-11-16T09:28:10-0600', loops_completed: 424 },
    monitored_workers: Object.fromEntries(
      Array.from({ length: count }, (_, index) => monitored(cast, index)),
    ),
  }));
}

function monitored(cast: TreeCast, index: number): readonly [string, unknown] {
  const worker_id = cast.worker(index);
  const task = cast.task(index % cast.tasks);
  const state = {
    worker_id,
    task_id: task.id,
    worker_type: 'feature-implementer',
    registered_at: spellTime(task.createdMs, 'offset'),
    last_checkin: null,
    health_state: ['stalled', 'healthy', 'stuck'][index % 3],
    progress_pct: index % 100,
  };
  return [worker_id, state];
}

/** `{status, timestamp}`; the folder is the id. */
export function workerStatusFile(cast: TreeCast, index: number): GeneratedFile {
  const random = cast.random('status-file', index);
  const { createdMs } = cast.task(index % cast.tasks);
  return jsonFile(
    `agents/workers/${cast.worker(index % cast.workers)}/${statusName(cast, index)}`,
    1,
    () => ({
      status: random.pick(['completed', 'failed', 'running', 'idle']),
      timestamp: spellTime(createdMs + 30 * MINUTE_MS, 'zulu'),
      ...(random.chance(0.5) ? { exit_code: random.below(2) } : {}),
    }),
  );
}

function statusName(cast: TreeCast, index: number): string {
  const round = Math.floor(index / cast.workers);
  return round === 0 ? 'status.json' : `heartbeat-${round}.json`;
}
