import type { Kind, MappingOutput, RecordInput, RecordMapper } from '../normalise/kind';
import type { AgentType } from '../normalise/words/agent-type-words';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/**
 * Who there is: `{master_agents:{<id>: {status, role, color, icon, prompt_file, token_budget{personal, worker_pool},
 * repositories, capabilities}}, observer_agents, worker_types:{<type>: {token_budget, timeout_minutes, purpose}},
 * future_masters}`. A type of worker is kept as an agent of that name: it holds the budget that its workers get.
 */
export const agentRegistry: Kind = {
  name: 'agent-registry',
  paths: [
    'agents/configs/agent-registry*.json',
    'agents/agent-registry*.json',
    'coordination/agent-registry*.json',
  ],
  format: 'json',
  layout: {
    records: [
      { at: ['master_agents', '*'], kind: 'master' },
      { at: ['future_masters', '*'], kind: 'master' },
      { at: ['observer_agents', '*'], kind: 'observer' },
      { at: ['worker_types', '*'], kind: 'worker-type' },
      { at: ['worker_agents', '*'], kind: 'worker-type' },
      { at: ['contractors', '*'], kind: 'contractor' },
      { at: ['agents', '*'], kind: 'agent' },
    ],
  },
  mappers: {
    master: mapEntry('master'),
    observer: mapEntry('observer'),
    'worker-type': mapEntry('worker'),
    contractor: mapEntry('contractor'),
    agent: mapEntry(null),
  },
};

function mapEntry(agentType: AgentType | null): RecordMapper {
  return (input: RecordInput, output: MappingOutput) => {
    const name = profileName(input);
    if (name === null) output.note('unexpected-shape', 'agent-registry: no agent');
    else mapProfile(input, output, { name, agentType, precedence: agentPrecedence.registry });
  };
}
