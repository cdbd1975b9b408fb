import type { EventPart, EventView } from './event-view';
import { textNames } from './event-view';

export interface EventSummary {
  readonly text: string;
  /** Rule by which it was derived; null when it stands in the event as it is. */
  readonly rule: string | null;
}

/** What a composed summary is made of. */
export interface SummaryWords {
  /** The event's own word, or what events of its kind are called. */
  readonly label: string;
  readonly taskId: string | null;
  readonly agentId: string | null;
}

/** A line of a list or of an e-mail; the whole stands in `event_details`. */
const LONGEST_SUMMARY = 500;

/** `event_summary` must not be empty: the event's text, a text in its data, or its words. */
export function summariseEvent(view: EventView, words: SummaryWords): EventSummary {
  for (const part of view.parts) {
    const text = textOf(view, part);
    if (text === null) continue;
    const bounded = cutText(text, LONGEST_SUMMARY);
    if (bounded !== text) return { text: bounded, rule: `cut-at-${LONGEST_SUMMARY}` };
    return { text, rule: part.name === null ? null : `${part.name}.text` };
  }
  return { text: cutText(composeSummary(view, words), LONGEST_SUMMARY), rule: 'composed' };
}

function textOf({ input }: EventView, part: EventPart): string | null {
  if (part.shape.positions.summary.length === 0) return null;
  const names = textNames(part, 'summary');
  if (names.length === 0) return null;
  const fields = part.name === null ? input.fields : input.fields.object(part.name);
  return fields?.text(...names) ?? null;
}

/** `worker_checkin: healthy (task-7, dev-worker-1)` */
function composeSummary(view: EventView, { label, taskId, agentId }: SummaryWords): string {
  const outcome = view.input.fields.word(...view.parts[0].shape.names.outcome);
  const stated = outcome === null ? label : `${label}: ${outcome}`;
  if (taskId === null) return agentId === null ? stated : `${stated} (${agentId})`;
  return agentId === null ? `${stated} (${taskId})` : `${stated} (${taskId}, ${agentId})`;
}

/** The first characters of a text, never half of a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? length - 1 : length);
}
