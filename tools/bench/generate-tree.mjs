// Trees that look like real ones, the same for the same seed. The shares follow the profile in the design: few large
// logs, many small worker specs, handoffs and tasks.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** mulberry32: small, seeded, good enough for shapes. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TYPES = [
  'worker.completed',
  'worker.started',
  'task.created',
  'task.completed',
  'health.checked',
  'token.spent',
];
const START = Date.UTC(2026, 0, 1);

export async function generateEventLog(root, records) {
  const path = join(root, 'coordination/events/bench.jsonl');
  mkdirSync(dirname(path), { recursive: true });
  const next = random(42);
  const out = createWriteStream(path);
  let block = '';
  for (let index = 0; index < records; index += 1) {
    block += `${JSON.stringify(event(index, next))}\n`;
    if (block.length < 1 << 20) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'finish');
}

function event(index, next) {
  const worker = `worker-implementation-${String(Math.floor(next() * 200)).padStart(3, '0')}`;
  return {
    event_id: `evt_${index}`,
    event_type: TYPES[Math.floor(next() * TYPES.length)],
    timestamp: new Date(START + index * 1000).toISOString(),
    worker_id: worker,
    task_id: `task-${Math.floor(next() * 1000)}`,
    message: `step ${Math.floor(next() * 50)} of the plan`,
    payload: {
      tokens_used: Math.floor(next() * 9000),
      confidence: Number(next().toFixed(3)),
      host: 'node-1',
    },
  };
}

/** About `files` small files and a few logs. */
export function generateSmallFiles(root, files) {
  const next = random(7);
  const write = (path, value) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`);
  };
  const tasks = Array.from({ length: 200 }, (_, index) => task(index, next));
  write('coordination/task-queue.json', { tasks });
  for (let index = 0; index < files; index += 1) {
    const worker = `worker-implementation-${String(index % 300).padStart(3, '0')}`;
    const share = next();
    if (share < 0.45)
      write(`coordination/worker-specs/completed/${worker}-${index}.json`, workerSpec(worker, index, next));
    else if (share < 0.65)
      write(
        `coordination/masters/coordinator/handoffs/to-development-task-${index}.json.processed`,
        handoff(index, tasks),
      );
    else if (share < 0.8) write(`coordination/tasks/task-file-${index}.json`, task(10_000 + index, next));
    else if (share < 0.9)
      write(`agents/workers/${worker}/status-${index}/status.json`, {
        status: 'completed',
        timestamp: at(index),
      });
    else write(`coordination/reports/report-${index}.md`, `# Report ${index}\n\nAll well.\n`);
  }
  const log = Array.from({ length: 10_000 }, (_, index) => JSON.stringify(event(index, next))).join('\n');
  write('coordination/events/bench.jsonl', `${log}\n`);
}

function at(index) {
  return new Date(START + index * 60_000).toISOString();
}

function task(index, next) {
  const status = ['pending', 'in_progress', 'completed', 'failed'][Math.floor(next() * 4)];
  return {
    id: `task-${index}`,
    title: `Task ${index}`,
    type: 'feature',
    priority: 'high',
    status,
    created_at: at(index),
    assigned_to: 'development',
  };
}

function workerSpec(worker, index, next) {
  return {
    worker_id: worker,
    worker_type: 'implementation-worker',
    created_by: 'development-master',
    created_at: at(index),
    task_id: `task-${index % 200}`,
    status: 'completed',
    scope: {},
    context: { parent_task: `task-${index % 200}`, priority: 'normal' },
    resources: { token_budget: 10_000, timeout_minutes: 45 },
    execution: {
      started_at: at(index),
      completed_at: at(index + 30),
      tokens_used: Math.floor(next() * 12_000),
    },
  };
}

function handoff(index, tasks) {
  const embedded = tasks[index % tasks.length];
  return {
    handoff_id: `coord-to-development-${index}`,
    from_master: 'coordinator',
    to_master: 'development',
    task_id: embedded.id,
    task_data: embedded,
    context: { routing_reason: 'Pattern-based routing', priority: 'high' },
    created_at: at(index),
    status: 'pending_pickup',
  };
}
