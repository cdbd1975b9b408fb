import { spellTime } from './spell-time';
import { spelled, toJson } from './generated-file';
import { MASTERS, type TreeCast } from './tree-cast';
import { writeHex, writeText } from './write-text';

/** Makes record `index` of a log. */
export type MakeRecord = (cast: TreeCast, index: number) => Record<string, unknown>;

const START_MS = Date.UTC(2025, 10, 8, 15);
const STEP_MS = 47_000;
const EVENT_TYPES = [
  'worker_started',
  'worker.completed',
  'task_created',
  'task.completed',
  'task.failed',
] as const;

const at = (index: number): number => START_MS + index * STEP_MS;

/** A third are equal to the one before in all but their place: repeats in logs are no duplicates. */
export const healthReport: MakeRecord = (cast, index) => ({
  component: 'health_monitor',
  status: cast.random('health', index).weighted([
    ['healthy', 95],
    ['degraded', 5],
  ]),
  details: 'All system checks completed',
  timestamp: spellTime(at(index - (index % 3 === 2 ? 1 : 0)), 'milliseconds'),
});

export const metricsSnapshot: MakeRecord = (cast, index) => {
  const random = cast.random('metrics', index);
  const used = random.below(330_000);
  return {
    timestamp: spellTime(at(index), 'offset'),
    workers: {
      active: random.below(20),
      completed: index,
      failed: 0,
      success_rate: 100,
      avg_tokens_used: 5667,
    },
    tokens: {
      total_budget: 305_000,
      total_used: used,
      // Negative in four records of the profiled tree: the budget was exceeded.
      available: 305_000 - used,
      masters_used: Math.floor(used / 4),
      workers_used: used - Math.floor(used / 4),
      usage_percentage: spelled((used / 3_050).toFixed(2)),
    },
    tasks: { pending: random.below(9), in_progress: random.below(4), completed: index, total: index + 9 },
    orchestrator: { active: 0, total: 1 },
  };
};

export const systemEvent: MakeRecord = (cast, index) => {
  const random = cast.random('event', index);
  return {
    event_id: `evt-${at(index)}-${index}`,
    event_type: random.chance(0.9)
      ? random.pick(EVENT_TYPES)
      : random.pick(['zombie_process_terminated', 'coffee_break', 'system_alert', 'coordinator_stopped']),
    timestamp: spellTime(at(index), random.pick(['offset', 'zulu'])),
    worker_id: cast.worker(random.below(cast.workers)),
    // Every fourth names a task that stands nowhere else: a stub.
    task_id: cast.task(random.below(cast.tasks) + (random.chance(0.25) ? 10_000_000 : 0)).id,
    message: writeText(random, 40),
    payload: {
      tokens_used: random.below(9_000),
      confidence: spelled(random.next().toFixed(3)),
      host: 'node-1',
    },
  };
};

export const routingPerformance: MakeRecord = (cast, index) => {
  const random = cast.random('routing', index);
  const master = random.pick(MASTERS);
  return {
    event_id: `route-${index}`,
    timestamp: spellTime(at(index), 'microseconds'),
    task_id: `task-${String(index).padStart(4, '0')}`,
    task_description: writeText(random, 40),
    task_metadata: { priority: 'low', source: 'scheduler' },
    routing_layers: ['keyword', 'semantic', 'fallback'].map((layer_name, layer) => ({
      layer_id: layer + 1,
      layer_name,
      attempted: true,
      success: layer === 1,
      confidence: spelled(random.next().toFixed(3)),
      threshold: 0.7,
      selected_master: `${master}-master`,
      latency_ms: spelled((random.next() * 40).toFixed(2)),
      metadata: { matched_keywords: ['general'], similarity_score: spelled(random.next().toFixed(3)) },
    })),
    final_decision: { selected_master: `${master}-master`, confidence: spelled('0.90') },
  };
};

/** Some stamp local time as `Z`; `logged_at` gives it away. */
export const routingDecision: MakeRecord = (cast, index) => {
  const random = cast.random('decision', index);
  const local = spellTime(at(index), 'offset');
  const isSuspect = index % 4 === 3;
  return {
    task_id: cast.task(index % cast.tasks).id,
    timestamp: isSuspect ? String(local).replace('-0600', 'Z') : spellTime(at(index), 'zulu'),
    routing_strategy: 'mixture_of_experts',
    decision: {
      primary_expert: random.pick(MASTERS),
      primary_confidence: spelled(random.next().toFixed(2)),
      strategy: 'single_expert_low_confidence',
      parallel_experts: [],
      scores: { development: 0.01, security: 0.12, inventory: 0 },
    },
    ...(isSuspect ? { enriched_metadata: { logged_at: local } } : {}),
  };
};

export const strategyDecision: MakeRecord = (cast, index) => {
  const random = cast.random('strategy', index);
  return {
    task_id: index % 3 === 0 ? '' : cast.task(index % cast.tasks).id,
    worker_type: 'implementation-worker',
    goal_type: 'feature-development',
    selected_strategy: 'direct',
    strategy_description: writeText(random, 40),
    time_multiplier: 0.8,
    execution_plan: {
      approach: 'direct-implementation',
      phases: ['Setup', 'Implementation', 'Verification'].map((name, phase) => ({
        phase: phase + 1,
        name,
        activities: [writeText(random, 30), writeText(random, 30)],
        estimated_time_percent: 15,
      })),
    },
    planned_at: spellTime(at(index), 'zulu'),
  };
};

export const gitOperation: MakeRecord = (cast, index) => ({
  timestamp: spellTime(at(index), 'zulu'),
  worker_id: `autonomous-demo-${1_762_308_644 + index}`,
  operation: cast.random('git', index).pick(['auto_commit_push', 'manual_commit_push', 'init']),
  status: 'success',
  details: `Commit: ${writeHex(cast.random('commit', index), 7).toLowerCase()}`,
});

export const accessRecord: MakeRecord = (cast, index) => {
  const random = cast.random('access', index);
  return {
    event_id: `access-${index}`,
    timestamp: spellTime(at(index), 'milliseconds'),
    actor: `${random.pick(MASTERS)}-${random.pick(['master', 'agent'])}`,
    permission: 'read',
    asset: `schema-${random.below(23)}.schema`,
    permitted: random.chance(0.9),
  };
};

export const qualityCheck: MakeRecord = (cast, index) => ({
  timestamp: spellTime(at(index), 'colon-offset'),
  worker_id: cast.worker(index % cast.workers),
  task_id: cast.task(index % cast.tasks).id,
  passed: index % 5 !== 0,
  score: spelled('.9000'.replace('.', '0.')),
  issues: [],
});

export const traceSpan: MakeRecord = (cast, index) => ({
  trace_id: `trace-${Math.floor(index / 4)}`,
  span_id: `span-${index}`,
  name: writeText(cast.random('trace', index), 12),
  start_time: spellTime(at(index), 'milliseconds'),
  timestamp: spellTime(at(index), 'milliseconds'),
  duration_ms: cast.random('duration', index).below(900),
});

export const dataLineage: MakeRecord = (cast, index) => ({
  timestamp: spellTime(at(index), 'zulu'),
  lineage_id: `lin-${index}`,
  source_asset: `schema-${index % 23}.schema`,
  target_asset: `prompt-${cast.random('lineage', index).below(13)}`,
  transformation: 'render',
});

export const complianceRecord: MakeRecord = (cast, index) => ({
  timestamp: spellTime(at(index), 'zulu'),
  check_id: `check-${index}`,
  framework: 'soc2',
  status: cast.random('compliance', index).pick(['pass', 'fail']),
  severity: cast
    .random('severity', index)
    .pick(['critical', 'high', 'medium', 'low', 'info', 'informational']),
});

/** Nothing, 74 times. */
export const emptyRecord: MakeRecord = () => ({});

/** As lines, as documents over several lines, as documents glued to each other, or with blank lines between them. */
export type LogLayout = 'lines' | 'pretty' | 'glued' | 'blank-lines';

export function formatRecord(record: Record<string, unknown>, layout: LogLayout, index: number): string {
  if (layout === 'pretty') return `${toJson(record)}\n`;
  if (layout === 'glued') return `${toJson(record, 0)}${index % 5 === 0 ? '' : '\n'}`;
  if (layout === 'blank-lines') return `${toJson(record, 0)}\n${index % 7 === 0 ? '\n' : ''}`;
  return `${toJson(record, 0)}\n`;
}
