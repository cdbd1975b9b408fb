import type { JsonNode, JsonObject } from '@cortex/domain';

/** Nodes that stand in no document. */
const NOWHERE = { start: -1, end: -1 } as const;

export function stringNode(value: string): JsonNode {
  return { type: 'string', value, ...NOWHERE };
}

/** `text` is a JSON number. */
export function numberNode(text: string): JsonNode {
  return { type: 'number', text, ...NOWHERE };
}

export function literalNode(value: boolean | null): JsonNode {
  return { type: 'literal', value, ...NOWHERE };
}

export function arrayNode(items: readonly JsonNode[]): JsonNode {
  return { type: 'array', items, ...NOWHERE };
}

export function objectNode(members: Readonly<Record<string, JsonNode>>): JsonObject {
  return {
    type: 'object',
    members: Object.entries(members).map(([key, value]) => ({ key, value })),
    ...NOWHERE,
  };
}

/** Compact JSON; numbers keep their spelling. */
export function printNode(node: JsonNode): string {
  switch (node.type) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'literal':
      return String(node.value);
    case 'array':
      return `[${node.items.map(printNode).join(',')}]`;
    case 'object':
      return `{${node.members.map(({ key, value }) => `${JSON.stringify(key)}:${printNode(value)}`).join(',')}}`;
  }
}

/** One text for all spellings of a value that jsonb holds to be equal: order and repeats of members, digits of numbers. */
export function canonicalJson(node: JsonNode): string {
  switch (node.type) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return plainNumber(node.text);
    case 'literal':
      return String(node.value);
    case 'array':
      return `[${node.items.map(canonicalJson).join(',')}]`;
    case 'object':
      return `{${[...lastMembersOf(node)]
        .map(([key, value]) => `${JSON.stringify(key)}:${canonicalJson(value)}`)
        .sort()
        .join(',')}}`;
  }
}

export function lastMembersOf(node: JsonObject): ReadonlyMap<string, JsonNode> {
  return new Map(node.members.map(({ key, value }) => [key, value]));
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** A plain decimal without needless zeros; what is no number stays as it is. */
export function canonicalNumber(text: string): string {
  return plainNumber(text)
    .replace(/(?<=\.\d*)0+$/, '')
    .replace(/\.$/, '');
}

/** As PostgreSQL shows a numeric: no exponent, the digits behind the point as given (`0.10` is not `0.1`). */
export function plainNumber(text: string): string {
  const match = NUMBER.exec(text.trim());
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  const before = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const after = point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0));
  const left = before.replace(/^0+/, '');
  const plain = `${left === '' ? '0' : left}${after === '' ? '' : `.${after}`}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${plain}` : plain;
}
