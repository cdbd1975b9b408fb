import type { JsonMember, JsonNode } from '@cortex/domain';

/**
 * Valid JSON text as nodes, for tests: a second, naive reader beside the one of `@cortex/source`, which a feature may
 * not import. Offsets count characters.
 */
export function decodeTestJson(text: string): JsonNode {
  const cursor: Cursor = { text, at: 0 };
  const node = readValue(cursor);
  skipSpace(cursor);
  if (cursor.at !== text.length) throw new SyntaxError(`more after the value at ${cursor.at}`);
  return node;
}

interface Cursor {
  readonly text: string;
  at: number;
}

const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const SPACE = /\s*/y;

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return null;
  cursor.at += match[0].length;
  return match[0];
}

function skipSpace(cursor: Cursor): void {
  take(cursor, SPACE);
}

function readValue(cursor: Cursor): JsonNode {
  skipSpace(cursor);
  const start = cursor.at;
  if (take(cursor, /\{/y) !== null)
    return { type: 'object', members: readMembers(cursor), start, end: cursor.at };
  if (take(cursor, /\[/y) !== null) return { type: 'array', items: readItems(cursor), start, end: cursor.at };
  const string = take(cursor, STRING);
  if (string !== null) return { type: 'string', value: JSON.parse(string) as string, start, end: cursor.at };
  const number = take(cursor, NUMBER);
  if (number !== null) return { type: 'number', text: number, start, end: cursor.at };
  const literal = take(cursor, LITERAL);
  if (literal === null) throw new SyntaxError(`no value at ${cursor.at}`);
  return { type: 'literal', value: JSON.parse(literal) as boolean | null, start, end: cursor.at };
}

function readMembers(cursor: Cursor): JsonMember[] {
  const members: JsonMember[] = [];
  readList(cursor, /\}/y, () => {
    const key = take(cursor, STRING);
    if (key === null) throw new SyntaxError(`no member name at ${cursor.at}`);
    skipSpace(cursor);
    if (take(cursor, /:/y) === null) throw new SyntaxError(`no colon at ${cursor.at}`);
    members.push({ key: JSON.parse(key) as string, value: readValue(cursor) });
  });
  return members;
}

function readItems(cursor: Cursor): JsonNode[] {
  const items: JsonNode[] = [];
  readList(cursor, /\]/y, () => items.push(readValue(cursor)));
  return items;
}

function readList(cursor: Cursor, close: RegExp, readOne: () => void): void {
  skipSpace(cursor);
  if (take(cursor, close) !== null) return;
  for (;;) {
    skipSpace(cursor);
    readOne();
    skipSpace(cursor);
    if (take(cursor, close) !== null) return;
    if (take(cursor, /,/y) === null) throw new SyntaxError(`no comma at ${cursor.at}`);
  }
}
