import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/** `{version, last_updated, agents:{<id>: {description, capabilities, domains, status, added_at}}}`. */
export const agentIndex: Kind = {
  name: 'agent-index',
  paths: ['agent-index.json', 'agent-index.json.*'],
  format: 'json',
  layout: { records: [{ at: ['agents', '*'], kind: 'agent' }] },
  mappers: { agent: mapIndexed },
};

function mapIndexed(input: RecordInput, output: MappingOutput): void {
  const name = profileName(input);
  if (name === null) output.note('unexpected-shape', 'agent-index: no agent');
  else mapProfile(input, output, { name, agentType: null, precedence: agentPrecedence.agentIndex });
}
