import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { RecordInput } from '../../normalise/kind';
import { cleanId, fileStem } from '../task/task-id';

export interface WorkerId {
  readonly id: string;
  /** Why the id is not simply the record's own. */
  readonly rule: string | null;
}

const NAMES = ['worker_id', 'agent_id', 'workerId', 'id'];

/** The id that a record about a worker gives itself, or null. */
export function givenWorkerId(node: JsonNode, names: readonly string[] = NAMES): string | null {
  for (const name of names) {
    const value = memberOf(node, name);
    const id = value?.type === 'string' ? cleanId(value.value) : null;
    if (id !== null) return id;
  }
  return null;
}

/** Marks the member that gave the id as used. */
export function skipWorkerId({ fields }: RecordInput, id: string): void {
  for (const name of NAMES) {
    const value = memberOf(fields.node, name);
    if (value?.type === 'string' && value.value.trim() === id) fields.skip(name);
  }
}

/** The folder below `workers/`, in the bytes of the path rather than in its printable form. */
export function workerFolder({ document }: RecordInput): string | null {
  const path = (document.member ?? document.path).toString('utf8');
  return cleanId(/(?:^|\/)workers\/([^/]+)\/[^/]+$/.exec(path)?.[1] ?? null);
}

/** Its own id, the key that it stands under, or what the file is called. */
export function readWorkerId(input: RecordInput): WorkerId {
  const given = givenWorkerId(input.fields.node) ?? cleanId(input.record.key);
  if (given !== null) return { id: given, rule: null };
  const stem = fileStem(input);
  const folder = /^(?:worker-)?spec$|^status$|^heartbeat$|report$/.test(stem) ? workerFolder(input) : null;
  return folder === null ? { id: stem, rule: 'file-name' } : { id: folder, rule: 'folder-name' };
}
