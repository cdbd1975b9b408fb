import type { JsonObject } from '@cortex/domain';

import type { RecordInput } from '../../normalise/kind';
import { EventShapes, nestedNames } from './event-shape';
import type { EventRole, EventShape } from './event-shape';

/** One object of an event with its shape: the event itself, or what it keeps under `data`, `payload`, `context` … */
export interface EventPart {
  /** Member name in the event; null for the event itself. */
  readonly name: string | null;
  readonly object: JsonObject;
  readonly shape: EventShape;
}

/** An event as its mapper looks at it: the record's own members first, then those of its nested objects. */
export interface EventView {
  readonly input: RecordInput;
  readonly parts: readonly [EventPart, ...EventPart[]];
}

/** One memory per place, so that `data` and `metadata` of one event do not push each other out of the fast path. */
const eventShapes = new EventShapes();
const nestedShapes = new Map<string, EventShapes>(nestedNames.map((name) => [name, new EventShapes()]));

const NOTHING: JsonObject = { type: 'object', members: [], start: 0, end: 0 };

export function viewEvent(input: RecordInput): EventView {
  const { node } = input.fields;
  const object = node.type === 'object' ? node : NOTHING;
  const shape = eventShapes.shapeOf(object);
  const parts: [EventPart, ...EventPart[]] = [{ name: null, object, shape }];
  for (const at of shape.positions.nested) {
    const value = object.members[at]?.value;
    if (value?.type !== 'object' || value.members.length === 0) continue;
    const name = shape.keys[at] ?? '';
    const shapes = nestedShapes.get(name) ?? eventShapes;
    parts.push({ name, object: value, shape: shapes.shapeOf(value) });
  }
  return { input, parts };
}

/** Names of the members of a part in a role that hold a text which is not blank. */
export function textNames({ object, shape }: EventPart, role: EventRole): string[] {
  return shape.positions[role].flatMap((at) => {
    const member = object.members[at];
    return member?.value.type === 'string' && member.value.value.trim() !== '' ? [member.key] : [];
  });
}
