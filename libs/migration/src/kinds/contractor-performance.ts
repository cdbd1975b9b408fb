import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/** `{last_updated, contractors:[{contractor_id, contractor_name, specialization, statistics, …}], summary}`. */
export const contractorPerformance: Kind = {
  name: 'contractor-performance',
  paths: ['contractor-performance*.json'],
  format: 'json',
  layout: { records: [{ at: ['contractors', '*'], kind: 'contractor' }] },
  mappers: { contractor: mapContractor },
};

function mapContractor(input: RecordInput, output: MappingOutput): void {
  const name = profileName(input);
  if (name === null) {
    output.note('unexpected-shape', 'contractor-performance: no contractor');
    return;
  }
  input.fields.skip('contractor_id');
  mapProfile(input, output, { name, agentType: 'contractor', precedence: agentPrecedence.contractor });
}
