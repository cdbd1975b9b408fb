import type { JsonNode } from '@cortex/domain';

import type { MappingOutput } from '../../normalise/kind';
import { epochInName } from '../../normalise/parse-time';
import type { EventPart, EventView } from './event-view';

export interface EventTime {
  readonly occurredAt: string | null;
  /** Rule by which it was derived; null when the event says it itself. */
  readonly rule: string | null;
  /** Another time of the event shows the same clock in another zone: one of the two is off by hours. */
  readonly isSuspect: boolean;
}

/** When it happened: the event's own time, one in its data, or the epoch inside its id. */
export function readEventTime(view: EventView, externalId: string | null, output: MappingOutput): EventTime {
  const { fields } = view.input;
  const [event, ...nested] = view.parts;
  const own = fields.time(...event.shape.names.time);
  if (own !== null) {
    const isSuspect = isContradicted(view, own);
    if (isSuspect) output.note('time-suspect', 'audit_logs.occurred_at: same clock in another zone');
    return { occurredAt: own, rule: null, isSuspect };
  }
  for (const { name, shape } of nested) {
    if (name === null || shape.names.time.length === 0) continue;
    const time = fields.object(name)?.time(...shape.names.time) ?? null;
    if (time !== null) return { occurredAt: time, rule: `${name}.time`, isSuspect: false };
  }
  const epoch = externalId === null ? null : epochInName(externalId);
  return { occurredAt: epoch, rule: epoch === null ? null : 'epoch-in-id', isSuspect: false };
}

/** An event of a log whose making nobody knows: it has a time, readable or not. */
export function isTimeStamped({ object, shape }: EventPart): boolean {
  return shape.positions.time.some((at) => isTimeLike(object.members[at]?.value));
}

const SHORTEST_EPOCH = 10;

function isTimeLike(node: JsonNode | undefined): boolean {
  if (node?.type === 'number') return node.text.length >= SHORTEST_EPOCH;
  return node?.type === 'string' && node.value.trim() !== '';
}

/** Date and time to the second: `2025-11-08T02:18:32`. */
const CLOCK_LENGTH = 19;
const LOCAL_OFFSET = /[+-](?!00:?00$)\d{2}:?\d{2}$/;

/** Both times are taken for one event, one after the other. */
const SAME_MOMENT_MS = 5_000;

/**
 * Routing records of the profiled tree have a second time (`enriched_metadata.logged_at`) that shows the clock of UTC
 * with a local offset, or else the first shows a local clock with `Z`: which of the two is right cannot be told.
 */
function isContradicted({ parts }: EventView, own: string): boolean {
  return parts.some((part) =>
    part.shape.positions.time.some((at, index) => {
      if (part.name === null && index === 0) return false;
      const node = part.object.members[at]?.value;
      return node?.type === 'string' && LOCAL_OFFSET.test(node.value) && hasSameClock(own, node.value);
    }),
  );
}

/** `own` in UTC; `other` as it is written, whatever its offset. */
function hasSameClock(own: string, other: string): boolean {
  const [left, right] = [own, other].map((time) => Date.parse(`${time.slice(0, CLOCK_LENGTH)}Z`));
  return left !== undefined && right !== undefined && Math.abs(left - right) <= SAME_MOMENT_MS;
}
