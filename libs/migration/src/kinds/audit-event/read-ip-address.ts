import type { EventView } from './event-view';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);
const HEX_GROUP = /^[0-9a-f]{1,4}$/i;

/** What PostgreSQL's `inet` takes for certain; names (`localhost`), zones and ports stay in the details. */
export function isIpAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6(text);
}

/** Eight groups, or fewer around one `::`; the mixed form with dots is left out. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => HEX_GROUP.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

export function readIpAddress({ parts }: EventView): string | null {
  for (const { object, shape } of parts) {
    for (const at of shape.positions.ip) {
      const node = object.members[at]?.value;
      const text = node?.type === 'string' ? node.value.trim() : '';
      if (isIpAddress(text)) return text;
    }
  }
  return null;
}
