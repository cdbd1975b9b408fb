import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import { createActorNames } from '../normalise/actor-names';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { peekText } from '../normalise/peek';
import { agentPrecedence } from './agent/agent-precedence';
import { mapProfile } from './agent/map-profile';
import { mapRun } from './agent/map-run';
import { givenWorkerId, skipWorkerId } from './agent/worker-id';
import { cleanId } from './task/task-id';

/**
 * `{master_id, master_name, initialized_at, status, expertise, last_run, active_workers:[worker…],
 * specialist_masters:{<name>: {status, workload, last_contact}}, …}`. `master_id` is the short form; the folder below
 * `masters/` is one more name of the same master, once with a line break in it.
 */
export const masterState: Kind = {
  name: 'master-state',
  paths: ['masters/*/context/master-state*.json', 'masters/*/master-state*.json'],
  format: 'json',
  layout: {
    records: [{ at: [], kind: 'master-state' }],
    nested: {
      'master-state': [
        { at: ['active_workers', '*'], kind: 'worker' },
        { at: ['specialist_masters', '*'], kind: 'specialist' },
      ],
    },
  },
  mappers: { 'master-state': mapState, worker: mapWorker, specialist: mapSpecialist },
};

function mapState(input: RecordInput, output: MappingOutput): void {
  const { fields } = input;
  if (fields.node.type === 'object' && fields.node.members.length === 0) return;
  const folder = masterFolder(input);
  const name = cleanId(peekText(fields.node, 'master_id', 'agent_id')) ?? folder;
  if (name === null) {
    output.note('unexpected-shape', 'master-state: no master');
    return;
  }
  fields.skip('master_id');
  for (const list of ['active_workers', 'specialist_masters']) {
    if (isAllObjects(memberOf(fields.node, list))) fields.skip(list);
  }
  const precedence = agentPrecedence.masterState;
  mapProfile(input, output, { name, position: 'declares-master', agentType: 'master', precedence });
  if (folder === null) return;
  const actors = createActorNames(output);
  actors.idOf(folder, 'declares-master');
  actors.emit();
}

/** The bytes of the folder's name, not their printable form: its line break is part of the alias. */
function masterFolder({ document }: RecordInput): string | null {
  const path = (document.member ?? document.path).toString('utf8');
  return /(?:^|\/)masters\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function isAllObjects(node: JsonNode | undefined): boolean {
  if (node?.type === 'array')
    return node.items.length > 0 && node.items.every(({ type }) => type === 'object');
  if (node?.type === 'object') return node.members.every(({ value }) => value.type === 'object');
  return false;
}

function mapWorker(input: RecordInput, output: MappingOutput): void {
  const id = givenWorkerId(input.fields.node) ?? cleanId(input.record.key);
  if (id === null) {
    output.note('unexpected-shape', 'master-state: no worker id');
    return;
  }
  skipWorkerId(input, id);
  const around = peekText(input.ancestors[0]?.node, 'master_id') ?? masterFolder(input);
  const actors = createActorNames(output);
  const masterId = actors.idOf(around, 'declares-master');
  mapRun(input, output, {
    agentId: id,
    idRule: null,
    listStatus: 'active',
    masterId,
    operation: 'master_state',
  });
  actors.emit();
}

function mapSpecialist(input: RecordInput, output: MappingOutput): void {
  const name = cleanId(input.record.key);
  if (name === null) return;
  const precedence = agentPrecedence.hearsay;
  mapProfile(input, output, { name, position: 'declares-master', agentType: 'master', precedence });
}
