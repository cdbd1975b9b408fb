import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { mapRun } from './agent/map-run';
import { givenWorkerId, skipWorkerId } from './agent/worker-id';
import { cleanId } from './task/task-id';

/**
 * What the project manager's daemon last saw: `{pm_daemon, monitored_workers:{<worker id>: {worker_id, task_id,
 * worker_type, registered_at, started_at, last_checkin, health_state, progress_pct, …}}}`.
 */
export const pmState: Kind = {
  name: 'pm-state',
  paths: ['coordination/pm-state*.json', 'coordination/pm-state*.json.*', 'coordination/pm-state*.backup*'],
  format: 'json',
  layout: {
    records: [
      { at: ['monitored_workers', '*'], kind: 'monitored-worker' },
      { at: ['workers', '*'], kind: 'monitored-worker' },
      { at: ['active_workers', '*'], kind: 'monitored-worker' },
    ],
  },
  mappers: { 'monitored-worker': mapMonitored },
};

function mapMonitored(input: RecordInput, output: MappingOutput): void {
  const id = givenWorkerId(input.fields.node) ?? cleanId(input.record.key);
  if (id === null) {
    output.note('unexpected-shape', 'pm-state: no worker id');
    return;
  }
  skipWorkerId(input, id);
  mapRun(input, output, { agentId: id, idRule: null, operation: 'pm_state' });
}
