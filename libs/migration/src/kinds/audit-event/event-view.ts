import type { JsonObject } from '@cortex/domain';

import type { RecordInput } from '../../normalise/kind';
import { EventShapes } from './event-shape';
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

/** Two memories, so that events and what they hold do not push each other out of the fast path. */
const eventShapes = new EventShapes();
const nestedShapes = new EventShapes();

const NOTHING: JsonObject = { type: 'object', members: [], start: 0, end: 0 };

export function viewEvent(input: RecordInput): EventView {
  const { node } = input.fields;
  const object = node.type === 'object' ? node : NOTHING;
  const shape = eventShapes.shapeOf(object);
  const parts: [EventPart, ...EventPart[]] = [{ name: null, object, shape }];
  for (const at of shape.positions.nested) {
    const value = object.members[at]?.value;
    if (value?.type !== 'object' || value.members.length === 0) continue;
    parts.push({ name: shape.keys[at] ?? null, object: value, shape: nestedShapes.shapeOf(value) });
  }
  return { input, parts };
}

/** The first part in which `read` finds something, with the member that it stands in. */
export function firstOf<T>(view: EventView, read: (part: EventPart) => T | null): T | null {
  for (const part of view.parts) {
    const value = read(part);
    if (value !== null) return value;
  }
  return null;
}

/** Names of the members of a part in a role that hold a text which is not blank. */
export function textNames({ object, shape }: EventPart, role: EventRole): string[] {
  return shape.positions[role].flatMap((at) => {
    const member = object.members[at];
    return member?.value.type === 'string' && member.value.value.trim() !== '' ? [member.key] : [];
  });
}
