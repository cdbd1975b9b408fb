/** An instant as the source gives it; `doubt` says what the source did not say and the reading assumed. */
export interface ParsedTime {
  /**
   * ISO 8601 UTC, always with six digits of fraction: equal instants are equal texts, and texts sort as instants.
   * Digits beyond the microsecond are cut.
   */
  readonly iso: string;
  readonly doubt: 'naive' | 'date-only' | null;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/;

const MINUTE_MS = 60_000;

/** The widest offset in use is +14:00; PostgreSQL takes less than 16 hours. */
const MAX_OFFSET_MINUTES = 15 * 60 + 59;

/** Epochs outside 2001-09-09 … 2286-11-20 are small numbers that mean something else. */
const EPOCH = /^(\d{10})(?:\.(\d{1,9}))?$|^(\d{13})(?:\.\d+)?$|^(\d{16})$/;

/** Reads every form of time that the tree is known to hold; anything else (prose, `$(date …)`) is null. */
export function parseTime(text: string): ParsedTime | null {
  const trimmed = text.trim();
  const match = ISO.exec(trimmed);
  return match === null ? parseEpoch(trimmed) : readIso(match);
}

function readIso(match: RegExpExecArray): ParsedTime | null {
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', fraction = '', zone] = match;
  const date = daysInMonth(Number(year), Number(month));
  if (Number(day) < 1 || Number(day) > date) return null;
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const doubt = hour === undefined ? 'date-only' : zone === undefined ? 'naive' : null;
  if (offset === 0) {
    const clock = `${hour ?? '00'}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}`;
    return { iso: `${year}-${month}-${day}T${clock}.${microseconds(fraction)}Z`, doubt };
  }
  const utc = new Date(0);
  utc.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  utc.setUTCHours(Number(hour ?? 0), Number(minute), Number(second));
  const iso = isoOf(utc.getTime() - offset * MINUTE_MS, fraction);
  if (iso === null) return null;
  return { iso, doubt };
}

function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12 || year < 1) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || /^[A-Za-z]/.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2)) * (zone.length > 3 ? 1 : 0);
  if (minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function parseEpoch(text: string): ParsedTime | null {
  const match = EPOCH.exec(text);
  if (match === null) return null;
  const [, seconds, fraction = '', millis, micros] = match;
  const digits = seconds ?? millis ?? micros ?? '';
  if (digits.startsWith('0')) return null;
  const iso = isoOf(Number(digits.slice(0, 10)) * 1000, seconds === undefined ? digits.slice(10) : fraction);
  return iso === null ? null : { iso, doubt: null };
}

/** `ms` is a whole second. */
function isoOf(ms: number, fraction: string): string | null {
  const whole = new Date(ms);
  const year = whole.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return null;
  return `${whole.toISOString().slice(0, 19)}.${microseconds(fraction)}Z`;
}

function microseconds(fraction: string): string {
  return fraction.slice(0, 6).padEnd(6, '0');
}

/** Whole days between 2015 and 2036: digits in names are only taken for an epoch when it is one of the system's life. */
const EPOCH_IN_NAME = /(?<!\d)(1[4-9]\d{8}|20\d{8})(\d{3})?(?!\d)/g;

/** The last epoch (seconds or milliseconds) inside an id such as `task-1762893929`, or null. */
export function epochInName(name: string): string | null {
  const match = [...name.matchAll(EPOCH_IN_NAME)].at(-1);
  return match === undefined ? null : (parseEpoch(match[0])?.iso ?? null);
}

const STAMP_IN_NAME = /(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?:[-T_]?(\d{2})-?(\d{2})-?(\d{2}))?(?!\d)/g;

/** The last date or date and time in a file name (`…backup-20251204-154356.json`), read as UTC; else an epoch in it. */
export function stampInName(name: string): string | null {
  const match = [...name.matchAll(STAMP_IN_NAME)].at(-1);
  if (match === undefined) return epochInName(name);
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)?.iso ?? epochInName(name);
}

/** The later of two instants; null is earlier than any. */
export function laterOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
