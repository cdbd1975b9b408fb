import type { WordTable } from './word-table';

export type AgentType =
  'master' | 'worker' | 'observer' | 'contractor' | 'system' | 'human' | 'tool' | 'other';

export const agentTypeWords: WordTable<AgentType> = {
  column: 'agents.agent_type',
  words: {
    master: 'master',
    master_agent: 'master',
    worker: 'worker',
    worker_agent: 'worker',
    observer: 'observer',
    monitor: 'observer',
    contractor: 'contractor',
    system: 'system',
    daemon: 'system',
    service: 'system',
    human: 'human',
    user: 'human',
    tool: 'tool',
  },
  unknown: 'other',
  absent: 'other',
};
