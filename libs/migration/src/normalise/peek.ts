import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import { parseTime } from './parse-time';

/** Text of a member that is a string, without using it: it stays for `rest()`. */
export function peekText(node: JsonNode | undefined, ...names: string[]): string | null {
  if (node === undefined) return null;
  for (const name of names) {
    const value = memberOf(node, name);
    if (value?.type === 'string' && value.value.trim() !== '') return value.value.trim();
  }
  return null;
}

/** The first member that is a time, without using it. */
export function peekTime(node: JsonNode | undefined, ...names: string[]): string | null {
  if (node === undefined) return null;
  for (const name of names) {
    const value = memberOf(node, name);
    const text = value?.type === 'string' ? value.value : value?.type === 'number' ? value.text : '';
    const time = text === '' ? null : parseTime(text);
    if (time !== null) return time.iso;
  }
  return null;
}
