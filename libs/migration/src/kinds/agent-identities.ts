import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { peekText } from '../normalise/peek';
import { agentTypeWords } from '../normalise/words/agent-type-words';
import type { AgentType } from '../normalise/words/agent-type-words';
import { plainWord } from '../normalise/words/word-table';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/**
 * `{version, created_at, identities:{<agent id>: {spiffe_id, role, trust_level, capabilities, created_at, last_seen,
 * status}}}`. The status is that of the identity: of workers, which come and go, it counts least.
 */
export const agentIdentities: Kind = {
  name: 'agent-identities',
  paths: ['governance/identities/*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['identities', '*'], kind: 'identity' },
      { at: ['agents', '*'], kind: 'identity' },
    ],
  },
  mappers: { identity: mapIdentity },
};

function mapIdentity(input: RecordInput, output: MappingOutput): void {
  const name = profileName(input);
  if (name === null) {
    output.note('unexpected-shape', 'agent-identities: no agent');
    return;
  }
  const agentType = typeOf(peekText(input.fields.node, 'role', 'type', 'agent_type'));
  const precedence = agentType === 'master' ? agentPrecedence.masterIdentity : agentPrecedence.workerIdentity;
  mapProfile(input, output, { name, agentType, precedence });
}

/** Roles are free text: only a word of the table says what somebody is. */
function typeOf(role: string | null): AgentType | null {
  const word = role === null ? '' : plainWord(role);
  return Object.hasOwn(agentTypeWords.words, word) ? (agentTypeWords.words[word] ?? null) : null;
}
