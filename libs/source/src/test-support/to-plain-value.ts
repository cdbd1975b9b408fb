import type { JsonNode } from '@cortex/domain';

/** What JSON.parse would give, for comparisons: numbers rounded, the last of equal names, no prototype. */
export function toPlainValue(node: JsonNode): unknown {
  if (node.type === 'array') return node.items.map(toPlainValue);
  if (node.type === 'number') return Number(node.text);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(node.members.map(({ key, value }) => [key, toPlainValue(value)]));
}
