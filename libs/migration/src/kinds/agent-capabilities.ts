import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/**
 * `{version, agents:{<id>: {id, role, expertise_areas, technology_proficiency, …}}}`: what each agent is good at, by
 * its own analysis.
 */
export const agentCapabilities: Kind = {
  name: 'agent-capabilities',
  paths: ['agent-capabilities.json', 'agent-capabilities.json.*'],
  format: 'json',
  layout: { records: [{ at: ['agents', '*'], kind: 'agent' }] },
  mappers: { agent: mapCapable },
};

function mapCapable(input: RecordInput, output: MappingOutput): void {
  const name = profileName(input);
  if (name === null) output.note('unexpected-shape', 'agent-capabilities: no agent');
  else mapProfile(input, output, { name, agentType: null, precedence: agentPrecedence.capabilities });
}
