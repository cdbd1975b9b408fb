import { memberOf } from '@cortex/domain';

import type { MappingOutput, RecordInput, RecordMapper } from '../../normalise/kind';
import { peekText } from '../../normalise/peek';
import { emitTask, mapTask } from './map-task';
import type { TaskRules } from './map-task';
import { givenTaskId } from './task-id';

/** A task of a queue or an archive of tasks; see `mapTask`. */
export function mapListedTask(rules: TaskRules): RecordMapper {
  const mapOne = mapTask(rules);
  return (input, output) => {
    mapOne(input, output);
    emitTrackAlias(input, output);
    if (input.record.ordinal === 0) emitTaskAround(input, output, rules);
  };
}

/**
 * One backup is a whole task that was written where the queue belongs: its own fields stand beside the list. They are
 * no record (the list's items are), so its first record speaks for it.
 */
function emitTaskAround(input: RecordInput, output: MappingOutput, rules: TaskRules): void {
  const { envelope } = input;
  if (envelope === null || givenTaskId(envelope.node) === null) return;
  if (peekText(envelope.node, 'title', 'status', 'description') === null) return;
  const record = { ...input.record, key: null, pointer: '' };
  emitTask({ ...input, record, fields: envelope, envelope: null, ancestors: [] }, output, rules);
}

const NUMBERED = /^[\w-]+?-([a-z]+-\d{1,4})$/i;

/**
 * Tasks of a track carry a prefix in the queue (`self-opt-timeout-001`) and none in the track's own file and in
 * dependencies (`timeout-001`). The track's name confirms that the short form means this task.
 */
function emitTrackAlias({ fields }: RecordInput, output: MappingOutput): void {
  const id = givenTaskId(fields.node);
  const track = peekText(memberOf(fields.node, 'context'), 'track_id') ?? peekText(fields.node, 'track_id');
  const alias = id === null ? null : (NUMBERED.exec(id)?.[1] ?? null);
  if (id === null || alias === null || track === null) return;
  const family = alias.slice(0, alias.lastIndexOf('-')).toLowerCase();
  if (
    !track
      .toLowerCase()
      .split(/[^a-z]+/)
      .includes(family)
  )
    return;
  output.fact({ type: 'alias', of: 'tasks', alias, id, rule: 'track-short-form' });
  output.note('alias', 'track-short-form');
}
