/**
 * JSON as it stands in a document, without loss: numbers keep their spelling, members keep order and repeats,
 * and every node knows the bytes that it came from.
 *
 * `JSON.parse` is not used for what reaches the database: it rounds numbers, folds duplicate keys silently and
 * turns `__proto__` into a prototype.
 */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

/** Byte offsets into the document (or into the inflated archive member): `[start, end)`. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends JsonSpan {
  readonly type: 'object';
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonArray extends JsonSpan {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonString extends JsonSpan {
  readonly type: 'string';
  readonly value: string;
}

/** `text` is the spelling of the source (`0.10`, `1e400`), always a valid JSON number. */
export interface JsonNumber extends JsonSpan {
  readonly type: 'number';
  readonly text: string;
}

export interface JsonLiteral extends JsonSpan {
  readonly type: 'literal';
  readonly value: true | false | null;
}

/** The last member with that key, as PostgreSQL's jsonb would keep it. */
export function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  if (node.type !== 'object') return undefined;
  for (let at = node.members.length - 1; at >= 0; at -= 1) {
    const member = node.members[at];
    if (member?.key === key) return member.value;
  }
  return undefined;
}
