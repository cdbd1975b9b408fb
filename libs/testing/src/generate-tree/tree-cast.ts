import { createRandom, type Random } from './random';
import { drawTimeStyle, spellTime, type TimeStyle } from './spell-time';
import { writeHex, writeSlug, writeText } from './write-text';

/** Who and what a tree is about. Everyone is computed from a number, so that a tree of any size needs no memory. */
export interface TreeCast {
  readonly seed: number;
  /** 1 is the tree that was profiled: 1,049 files. */
  readonly scale: number;
  random(label: string, index?: number): Random;
  /** So many of what the profiled tree has `count` of; at least one. */
  scaled(count: number): number;
  task(index: number): CastTask;
  /** A slot that is used again and again. */
  worker(index: number): string;
  readonly workers: number;
  readonly tasks: number;
}

export interface CastTask {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly priority: unknown;
  readonly status: string | undefined;
  readonly createdMs: number;
  readonly timeStyle: TimeStyle;
  readonly description: string;
  readonly master: string;
  readonly creator: string;
}

export const MASTERS = [
  'development',
  'security',
  'inventory',
  'coordinator',
  'cicd',
  'testing',
  'monitoring',
] as const;

const START_MS = Date.UTC(2025, 10, 3, 14);
const MINUTE_MS = 60_000;
/** The profiled tree has 595 tasks, of which 368 are only referred to. */
const TASKS = 227;
const WORKERS = 150;
const LONG_TITLE_CHARACTERS = 5_384;
const LONG_ID_CHARACTERS = 101;

export function createCast(seed: number, scale: number): TreeCast {
  const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
  const random = (label: string, index = 0): Random => createRandom(seed, label, index);
  return {
    seed,
    scale,
    random,
    scaled,
    task: (index) => castTask(random('task', index), index),
    worker: (index) => workerId(random('worker', index), index),
    workers: scaled(WORKERS),
    tasks: scaled(TASKS),
  };
}

function castTask(random: Random, index: number): CastTask {
  const title =
    index === 3 ? writeText(random, LONG_TITLE_CHARACTERS) : writeText(random, 20 + random.below(60));
  return {
    id: taskId(random, index),
    title,
    type: random.pick(['feature', 'development', 'security_scan', 'testing', 'documentation', 'bug-fix']),
    priority: drawPriority(random),
    status: drawStatus(random),
    createdMs: START_MS + index * 7 * MINUTE_MS + random.below(MINUTE_MS),
    timeStyle: drawTimeStyle(random),
    description: writeText(random, 60 + random.below(400)),
    master: random.pick(MASTERS),
    creator: random.weighted([
      ['coordinator-master', 60],
      ['create-task-cli', 20],
      ['user', 10],
      ['governance-monitor', 5],
      [`script-${random.below(40)}`, 5],
    ]),
  };
}

/** When a task was made, as it is written in every copy of it. */
export function spellCreated({ createdMs, timeStyle }: CastTask): string | number {
  return spellTime(createdMs, timeStyle);
}

function taskId(random: Random, index: number): string {
  const epoch = Math.floor(START_MS / 1000) + index * 61;
  if (index === 5) return `task-${writeSlug(random)}-${epoch}-`.padEnd(LONG_ID_CHARACTERS, 'x');
  return random.weighted([
    [`task-${epoch}`, 40],
    [`task-${String(index).padStart(3, '0')}`, 30],
    [`moe-test-v5-${epoch}-${writeHex(random, 8).toLowerCase()}`, 10],
    [`eui-phase${1 + (index % 3)}-${String(index).padStart(3, '0')}`, 10],
    [`task-${writeSlug(random)}-${epoch}`, 10],
  ]);
}

function workerId(random: Random, index: number): string {
  const trade = random.pick(['implementation', 'scan', 'analysis', 'documentation', 'test']);
  const short = random.pick(['dev', 'sec', 'inv']);
  return random.chance(0.6)
    ? `worker-${trade}-${String(index).padStart(3, '0')}`
    : `${short}-worker-${writeHex(random, 5)}${index.toString(16).toUpperCase().padStart(3, '0')}`;
}

function drawPriority(random: Random): string | undefined {
  return random.weighted([
    ['high', 40],
    ['medium', 30],
    ['critical', 12],
    ['low', 8],
    ['normal', 4],
    ['HIGH', 2],
    ['CRITICAL', 1],
    ['LOW', 1],
    ['immediate', 1],
    [undefined, 1],
  ]);
}

function drawStatus(random: Random): string | undefined {
  return random.weighted([
    ['completed', 42],
    ['pending', 24],
    ['in_progress', 8],
    ['assigned', 9],
    ['failed', 5],
    ['worker_spawned', 4],
    ['queued', 2],
    ['cancelled', 2],
    ['ready_to_spawn', 1],
    ['pending_analysis', 1],
    ['killed', 0.5],
    ['waiting', 0.5],
    ['blocked', 0.5],
    ['orchestrating', 0.3],
    [undefined, 0.2],
  ]);
}
