import { memberOf } from '@cortex/domain';
import type { JsonNode, JsonObject } from '@cortex/domain';

import type { FieldReader } from './field-reader';
import { jsonText, jsonTextOf, lastMembers, redactedString } from './json-text';
import { fitsNumeric, isNumeric, parseInt4, parseInt8 } from './parse-number';
import type { WholeNumber } from './parse-number';
import { parseTime } from './parse-time';
import type { ReaderContext } from './reader-context';

/** A longer "word" is prose in the wrong field; it stays in `rest()`. */
const LONGEST_WORD = 200;

/** Items of text[] columns are indexed one by one; a longer one is no tag. */
const LONGEST_ITEM_BYTES = 1_000;

/** Larger objects are looked up in a map. */
const MOST_SEARCHED = 16;

const NO_MEMBERS: ReadonlyMap<string, JsonNode> = new Map();

const NOTHING: Readonly<Record<string, never>> = {};

/** `node` is an object; of any other value every member is absent. `text`: see `SourceRecord.text`. */
export function createFieldReader(
  node: JsonNode,
  context: ReaderContext,
  text: string | null = null,
): FieldReader {
  return new ObjectFieldReader(node, context, text);
}

/** Lives as long as one record is mapped: it remembers what was used. */
class ObjectFieldReader implements FieldReader {
  private readonly used: string[] = [];
  private readonly children: { readonly name: string; readonly reader: ObjectFieldReader }[] = [];
  private byName: Map<string, JsonNode> | null = null;

  constructor(
    readonly node: JsonNode,
    private readonly context: ReaderContext,
    private readonly spelling: string | null,
  ) {}

  has(name: string): boolean {
    return this.valueOf(name) !== undefined;
  }

  text(...names: string[]): string | null {
    return this.first(names, (node, name) => {
      const text = scalarText(node);
      return text === null
        ? undefined
        : redactedString(text, this.context, this.context.redactor.keyRule(name));
    });
  }

  word(...names: string[]): string | null {
    return this.first(names, (node) => {
      const word = scalarText(node)?.trim() ?? '';
      const fits = word !== '' && word.length <= LONGEST_WORD && this.context.redactor.text(word) === word;
      return fits ? word : undefined;
    });
  }

  id(...names: string[]): string | null {
    return this.first(names, (node) => {
      const id = node.type === 'literal' ? '' : (scalarText(node)?.trim() ?? '');
      return id === '' ? undefined : id;
    });
  }

  time(...names: string[]): string | null {
    return this.first(names, (node, name) => {
      const text = node.type === 'string' ? node.value : node.type === 'number' ? node.text : '';
      if (text.trim() === '') return undefined;
      const time = parseTime(text);
      if (time === null) this.context.note('time-unparseable', name);
      else if (time.doubt !== null) this.context.note('time-suspect', `${name}: ${time.doubt}`);
      return time?.iso;
    });
  }

  integer(...names: string[]): string | null {
    return this.first(names, (node, name) => this.whole(node, name, parseInt4));
  }

  bigint(...names: string[]): string | null {
    return this.first(names, (node, name) => this.whole(node, name, parseInt8));
  }

  numeric(...names: string[]): string | null {
    return this.first(names, (node, name) => {
      const spelling = numberSpelling(node);
      if (!isNumeric(spelling)) return undefined;
      if (fitsNumeric(spelling)) return spelling;
      this.context.note('number-out-of-range', name);
      return undefined;
    });
  }

  boolean(...names: string[]): boolean | null {
    return this.first(names, (node) => {
      if (node.type === 'literal' && node.value !== null) return node.value;
      const word = node.type === 'string' ? node.value.trim().toLowerCase() : '';
      return word === 'true' ? true : word === 'false' ? false : undefined;
    });
  }

  json(...names: string[]): string | null {
    return this.first(names, (node, name) =>
      jsonText(node, this.context, this.context.redactor.keyRule(name)),
    );
  }

  strings(...names: string[]): string[] | null {
    return this.first(names, (node, name) => {
      const items = node.type === 'array' ? node.items : [node];
      const rule = this.context.redactor.keyRule(name);
      const strings: string[] = [];
      for (const item of items) {
        const text = scalarText(item);
        if (text === null || isTooLongForItem(text)) return undefined;
        strings.push(redactedString(text, this.context, rule));
      }
      return strings;
    });
  }

  object(...names: string[]): FieldReader | null {
    for (const name of names) {
      const node = this.valueOf(name);
      if (node?.type !== 'object') continue;
      return this.childOf(name, node);
    }
    return null;
  }

  items(...names: string[]): readonly JsonNode[] | null {
    return this.first(names, (node) => (node.type === 'array' ? node.items : undefined));
  }

  skip(...names: string[]): void {
    this.used.push(...names);
  }

  rest(extra: Readonly<Record<string, string | number | boolean | null>> = NOTHING): string | null {
    const { node } = this;
    const isEmpty = node.type !== 'object' || node.members.length === 0;
    if (!isEmpty && extra === NOTHING && this.isWhole()) return jsonTextOf(node, this.spelling, this.context);
    const members = node.type === 'object' ? lastMembers(node) : NO_MEMBERS;
    const parts = new Map<string, string>();
    for (const [key, value] of members) {
      const text = this.restOf(key, value);
      if (text !== null) parts.set(key, text);
    }
    for (const [key, value] of Object.entries(extra)) {
      if (value !== null) parts.set(key, this.extraText(key, value));
    }
    if (parts.size === 0) return null;
    const texts = Array.from(parts, ([key, text]) => `${this.keyText(key)}:${text}`);
    return `{${texts.join(',')}}`;
  }

  private childOf(name: string, node: JsonObject): ObjectFieldReader {
    const known = this.children.find((child) => child.name === name);
    if (known !== undefined) return known.reader;
    const reader = new ObjectFieldReader(node, this.context, null);
    this.children.push({ name, reader });
    return reader;
  }

  /** A handful of members is sooner looked through than put into a map, and most objects are small. */
  private memberNamed(name: string): JsonNode | undefined {
    const { node } = this;
    if (node.type !== 'object') return undefined;
    if (node.members.length <= MOST_SEARCHED) return memberOf(node, name);
    this.byName ??= lastMembers(node);
    return this.byName.get(name);
  }

  private valueOf(name: string): JsonNode | undefined {
    const node = this.memberNamed(name);
    return node?.type === 'literal' && node.value === null ? undefined : node;
  }

  private first<T>(
    names: readonly string[],
    read: (node: JsonNode, name: string) => T | undefined,
  ): T | null {
    for (const name of names) {
      const node = this.valueOf(name);
      const value = node === undefined ? undefined : read(node, name);
      if (value === undefined) continue;
      this.used.push(name);
      return value;
    }
    return null;
  }

  private whole(node: JsonNode, name: string, parse: (text: string) => WholeNumber): string | undefined {
    const number = parse(numberSpelling(node));
    if (typeof number !== 'string') return number.spelling;
    if (number === 'out-of-range') this.context.note('number-out-of-range', name);
    return undefined;
  }

  /** What no reader used of a member; an object that was only opened is kept whole. */
  private restOf(key: string, value: JsonNode): string | null {
    if (this.used.includes(key)) return null;
    const child = this.children.find(({ name }) => name === key)?.reader;
    if (child?.isTouched() === true) return child.rest();
    return jsonText(value, this.context, this.context.redactor.keyRule(key));
  }

  /** Nothing was read yet: events keep the whole of a record, and there are a million of them. */
  private isWhole(): boolean {
    return this.used.length === 0 && this.children.length === 0;
  }

  private isTouched(): boolean {
    return this.used.length > 0 || this.children.some(({ reader }) => reader.isTouched());
  }

  /** Through the same writer as the source's members, for redaction and for the limits of jsonb. */
  private extraText(key: string, value: string | number | boolean): string {
    if (typeof value !== 'string') return String(value);
    const node: JsonNode = { type: 'string', value, start: 0, end: 0 };
    return jsonText(node, this.context, this.context.redactor.keyRule(key));
  }

  private keyText(key: string): string {
    return jsonText({ type: 'string', value: key, start: 0, end: 0 }, this.context);
  }
}

/** Text of a scalar that is not null and not empty. */
function scalarText(node: JsonNode): string | null {
  if (node.type === 'string') return node.value === '' ? null : node.value;
  if (node.type === 'number') return node.text;
  if (node.type === 'literal' && node.value !== null) return String(node.value);
  return null;
}

function numberSpelling(node: JsonNode): string {
  return node.type === 'number' ? node.text : node.type === 'string' ? node.value.trim() : '';
}

function isTooLongForItem(text: string): boolean {
  return text.length > LONGEST_ITEM_BYTES / 3 && Buffer.byteLength(text) > LONGEST_ITEM_BYTES;
}
