import { memberOf } from '@cortex/domain';

import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { mapRun } from './agent/map-run';
import { givenWorkerId, skipWorkerId, workerFolder } from './agent/worker-id';
import type { WorkerId } from './agent/worker-id';
import { fileStem } from './task/task-id';

/**
 * What a worker says of itself: `status.json` `{status, timestamp, exit_code?}`, heartbeats, completion reports
 * `{worker_id, task_id, status, completed_at, result}`. In `workers/<id>/` the folder is the id.
 */
export const workerReport: Kind = {
  name: 'worker-report',
  paths: [
    'workers/*/status.json',
    'workers/*/heartbeat*.json',
    'workers/*/*completion*.json',
    'workers/*/{report,final-report}.json',
    'coordination/worker-completion-*.json',
    'coordination/{heartbeats,worker-heartbeats,worker-completions}/*.json',
  ],
  format: 'json',
  layout: { records: [{ at: [], kind: 'worker-report' }] },
  mappers: { 'worker-report': mapReport },
};

const REPORT_NAMES = [
  'status',
  'timestamp',
  'exit_code',
  'completed_at',
  'last_heartbeat',
  'task_id',
  'result',
];
const PREFIX = /^(?:worker-completion-|heartbeat-)/;

function mapReport(input: RecordInput, output: MappingOutput): void {
  const { node } = input.fields;
  if (!REPORT_NAMES.some((name) => memberOf(node, name) !== undefined)) {
    if (node.type === 'object' && node.members.length > 0)
      output.note('unexpected-shape', 'worker-report: no report');
    return;
  }
  const { id, rule } = readReporter(input);
  skipWorkerId(input, id);
  mapRun(input, output, { agentId: id, idRule: rule, operation: 'worker_report' });
}

function readReporter(input: RecordInput): WorkerId {
  const folder = workerFolder(input);
  if (folder !== null) return { id: folder, rule: null };
  const given = givenWorkerId(input.fields.node, ['worker_id', 'agent_id', 'workerId']);
  return given === null
    ? { id: fileStem(input).replace(PREFIX, ''), rule: 'file-name' }
    : { id: given, rule: null };
}
