import type { JsonNode } from '@cortex/domain';

import type { MappingOutput } from '../../normalise/kind';
import { epochInName } from '../../normalise/parse-time';
import type { EventPart, EventView } from './event-view';

export interface EventTime {
  readonly occurredAt: string | null;
  /** Rule by which it was derived; null when the event says it itself. */
  readonly rule: string | null;
  /** The event says `Z`, but another time of it shows that the clock was a local one. */
  readonly isSuspect: boolean;
}

/** When it happened: the event's own time, one in its data, or the epoch inside its id. */
export function readEventTime(view: EventView, externalId: string | null, output: MappingOutput): EventTime {
  const { fields } = view.input;
  const [event, ...nested] = view.parts;
  const own = fields.time(...event.shape.names.time);
  if (own !== null) {
    const isSuspect = isLocalTimeAsUtc(view);
    if (isSuspect) output.note('time-suspect', 'audit_logs.occurred_at: local time written as UTC');
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

/** 71 routing records of the profiled tree stamp `date` output as `Z`, and log the same second with its offset. */
function isLocalTimeAsUtc({ parts }: EventView): boolean {
  const [event] = parts;
  const stamp = timeText(event, event.shape.positions.time[0]);
  if (stamp === null || !stamp.endsWith('Z')) return false;
  const clock = stamp.slice(0, CLOCK_LENGTH);
  return parts.some((part) =>
    part.shape.positions.time.some((at) => {
      const other = timeText(part, at);
      return other?.startsWith(clock) === true && LOCAL_OFFSET.test(other);
    }),
  );
}

function timeText({ object }: EventPart, at: number | undefined): string | null {
  const node = at === undefined ? undefined : object.members[at]?.value;
  return node?.type === 'string' ? node.value : null;
}
