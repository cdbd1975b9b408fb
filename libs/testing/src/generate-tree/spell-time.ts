import type { Random } from './random';

/** How clocks are written down in a real tree, and how often. */
export type TimeStyle =
  'offset' | 'zulu' | 'milliseconds' | 'colon-offset' | 'microseconds' | 'epoch' | 'naive' | 'date';

const HOUR_MS = 3_600_000;
/** Central time without summer time, as the scripts of the profiled tree wrote it. */
const OFFSET_MS = -6 * HOUR_MS;

export function drawTimeStyle(random: Random): TimeStyle {
  return random.weighted([
    ['offset', 55],
    ['zulu', 30],
    ['milliseconds', 8],
    ['colon-offset', 4],
    ['microseconds', 2.5],
    ['date', 0.5],
  ]);
}

export function spellTime(atMs: number, style: TimeStyle): string | number {
  const utc = new Date(atMs).toISOString();
  const local = new Date(atMs + OFFSET_MS).toISOString().slice(0, 19);
  switch (style) {
    case 'offset':
      return `${local}-0600`;
    case 'colon-offset':
      return `${local}-06:00`;
    case 'zulu':
      return `${utc.slice(0, 19)}Z`;
    case 'milliseconds':
      return utc;
    case 'microseconds':
      return `${utc.slice(0, 23)}643Z`;
    case 'epoch':
      return atMs;
    case 'naive':
      return local;
    case 'date':
      return utc.slice(0, 10);
  }
}
