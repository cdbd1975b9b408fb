import type { Kind, MappingOutput, RecordInput, RecordMapper } from '../normalise/kind';
import { mapRun } from './agent/map-run';
import { givenWorkerId, skipWorkerId } from './agent/worker-id';
import { cleanId } from './task/task-id';

/**
 * `{active_workers:[worker…], completed_workers:[…], failed_workers:[…], stats}`; a worker is `{worker_id, worker_type,
 * spawned_by, spawned_at, status, task_id, token_budget, tokens_used, …}`. Ids repeat: each entry is a run.
 */
export const workerPool: Kind = {
  name: 'worker-pool',
  paths: [
    'coordination/worker-pool*.json',
    'coordination/worker-pool*.json.*',
    'coordination/worker-pool*.backup*',
  ],
  format: 'json',
  layout: {
    records: [
      { at: ['active_workers', '*'], kind: 'active-worker' },
      { at: ['pending_workers', '*'], kind: 'pending-worker' },
      { at: ['idle_workers', '*'], kind: 'pending-worker' },
      { at: ['completed_workers', '*'], kind: 'completed-worker' },
      { at: ['failed_workers', '*'], kind: 'failed-worker' },
      { at: ['zombie_workers', '*'], kind: 'zombie-worker' },
      { at: ['workers', '*'], kind: 'worker' },
    ],
  },
  mappers: {
    'active-worker': mapPooled('active'),
    'pending-worker': mapPooled('pending'),
    'completed-worker': mapPooled('completed'),
    'failed-worker': mapPooled('failed'),
    'zombie-worker': mapPooled('zombie'),
    worker: mapPooled(undefined),
  },
};

function mapPooled(listStatus: string | undefined): RecordMapper {
  return (input: RecordInput, output: MappingOutput) => {
    const id = givenWorkerId(input.fields.node) ?? cleanId(input.record.key);
    if (id === null) {
      output.note('unexpected-shape', 'worker-pool: no worker id');
      return;
    }
    skipWorkerId(input, id);
    const rules = { agentId: id, idRule: null, operation: 'worker_pool' };
    mapRun(input, output, listStatus === undefined ? rules : { ...rules, listStatus });
  };
}
