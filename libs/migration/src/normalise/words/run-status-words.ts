import type { AgentStatus } from './agent-status-words';
import { agentStatusWords } from './agent-status-words';
import { plainWord } from './word-table';
import type { WordTable } from './word-table';

/** What a run of an agent was last seen as. A planned agent has none: `isPlanned`. */
export type RunStatus =
  'running' | 'pending' | 'stalled' | 'completed' | 'failed' | 'zombie' | 'cancelled' | 'killed' | 'retired';

export const runStatusWords: WordTable<RunStatus> = {
  column: 'agent_runs.run_status',
  words: {
    active: 'running',
    running: 'running',
    busy: 'running',
    healthy: 'running',
    in_progress: 'running',
    working: 'running',
    started: 'running',
    spawned: 'running',
    pending: 'pending',
    idle: 'pending',
    ready: 'pending',
    unknown: 'pending',
    queued: 'pending',
    assigned: 'pending',
    spawning: 'pending',
    stalled: 'stalled',
    stuck: 'stalled',
    blocked: 'stalled',
    suspended: 'stalled',
    completed: 'completed',
    complete: 'completed',
    done: 'completed',
    success: 'completed',
    succeeded: 'completed',
    failed: 'failed',
    failure: 'failed',
    error: 'failed',
    timeout: 'failed',
    timed_out: 'failed',
    zombie: 'zombie',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    killed: 'killed',
    terminated: 'killed',
    retired: 'retired',
    archived: 'retired',
  },
  unknown: 'pending',
  absent: 'pending',
};

/** Of the words of a run, the one that says that there is no run yet. */
export function isPlanned(raw: string | null): boolean {
  return raw !== null && plainWord(raw) === 'planned';
}

const ended: ReadonlySet<RunStatus> = new Set([
  'completed',
  'failed',
  'zombie',
  'cancelled',
  'killed',
  'retired',
]);

/** Whether the run is over. */
export function isEnded(status: RunStatus): boolean {
  return ended.has(status);
}

/** The status that an agent has by what its last run is. */
export function agentStatusOfRun(status: RunStatus): AgentStatus {
  if (isEnded(status)) return 'terminated';
  if (status === 'running') return 'active';
  return status === 'stalled' ? 'suspended' : agentStatusWords.absent;
}
