import { parseTime } from '../normalise/parse-time';

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:([T ])\d{2}:\d{2}(?::(\d{2})(?:([.,])(\d+))?)?(\s?)(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** An instant in the spelling that the source uses for it: offset, separators and digits of the fraction as in `old`. */
export function spellTimeLike(old: string, iso: string): readonly string[] {
  const plain = spellTime(iso);
  const match = ISO.exec(old.trim());
  if (match === null) return [...spellEpochLike(old, iso), plain];
  const [, , separator, seconds, point = '.', fraction = '', space = '', zone = ''] = match;
  if (separator === undefined) return iso.endsWith('T00:00:00.000000Z') ? [iso.slice(0, 10), plain] : [plain];
  const local = new Date(Date.parse(iso) + offsetMs(zone)).toISOString();
  const digits = fractionLike(iso, fraction.length);
  const clock = seconds === undefined && local.slice(17, 19) === '00' && digits === '' ? 16 : 19;
  const text = `${local.slice(0, clock)}${digits === '' ? '' : point + digits}${space}${zone}`;
  return [text.replace('T', separator), plain];
}

/** ISO 8601 UTC, without a fraction of zeros. */
export function spellTime(iso: string): string {
  return iso.replace(/\.?0*Z$/, (end) => (end.startsWith('.') ? 'Z' : end)).replace(/(\.\d*?)0+Z$/, '$1Z');
}

/** As many digits as the old one had, more only where the instant has them. */
function fractionLike(iso: string, length: number): string {
  const micros = (/\.(\d+)Z$/.exec(iso)?.[1] ?? '').replace(/0+$/, '');
  return micros.padEnd(length, '0');
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function spellEpochLike(old: string, iso: string): readonly string[] {
  if (!/^\d{10,16}(?:\.\d+)?$/.test(old) || parseTime(old) === null) return [];
  const seconds = String(Math.floor(Date.parse(iso) / 1000));
  const micros = /\.(\d{6})Z$/.exec(iso)?.[1] ?? '000000';
  if (old.length === 13) return [`${seconds}${micros.slice(0, 3)}`];
  if (old.length === 16) return [`${seconds}${micros}`];
  return [micros === '000000' ? seconds : `${seconds}.${micros}`];
}
