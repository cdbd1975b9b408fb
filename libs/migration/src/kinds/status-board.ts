import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { profileName } from './agent/profile-name';

/**
 * `coordination/status.json`: `{version, updated_at, agents:{<legacy id>: {status, last_checkin, current_tasks,
 * completed_today, blocked_tasks}}, system_health}`. Older than the masters: its agents are called `<x>-agent`.
 */
export const statusBoard: Kind = {
  name: 'status-board',
  paths: ['coordination/status.json', 'coordination/status*.json.*', 'coordination/status.backup*'],
  format: 'json',
  layout: { records: [{ at: ['agents', '*'], kind: 'agent' }] },
  mappers: { agent: mapOnBoard },
};

function mapOnBoard(input: RecordInput, output: MappingOutput): void {
  const name = profileName(input);
  if (name === null) output.note('unexpected-shape', 'status-board: no agent');
  else mapProfile(input, output, { name, agentType: null, precedence: agentPrecedence.statusBoard });
}
