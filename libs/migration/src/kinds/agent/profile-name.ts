import type { RecordInput } from '../../normalise/kind';
import { cleanId } from '../task/task-id';
import { givenWorkerId } from './worker-id';

const NAMES = ['agent_id', 'master_id', 'contractor_id', 'worker_id', 'id', 'name'];

/** The key that a profile stands under in a map, else the id that it gives itself; null when it has neither. */
export function profileName(input: RecordInput): string | null {
  return cleanId(input.record.key) ?? givenWorkerId(input.fields.node, NAMES);
}
