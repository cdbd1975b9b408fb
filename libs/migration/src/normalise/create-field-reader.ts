import type { JsonNode } from '@cortex/domain';

import type { FieldReader } from './field-reader';
import { jsonText, lastMembers, redactedString } from './json-text';
import { fitsNumeric, isNumeric, parseInt4, parseInt8 } from './parse-number';
import type { WholeNumber } from './parse-number';
import { parseTime } from './parse-time';
import type { ReaderContext } from './reader-context';

/** A longer "word" is prose in the wrong field; it stays in `rest()`. */
const LONGEST_WORD = 200;

/** Items of text[] columns are indexed one by one; a longer one is no tag. */
const LONGEST_ITEM_BYTES = 1_000;

const NOTHING: Readonly<Record<string, never>> = {};

/** `node` is an object; of any other value every member is absent. */
export function createFieldReader(node: JsonNode, context: ReaderContext): FieldReader {
  return new ObjectFieldReader(node, context);
}

/** Lives as long as one record is mapped: it remembers what was used. */
class ObjectFieldReader implements FieldReader {
  private readonly members: Map<string, JsonNode>;
  private readonly used = new Set<string>();
  private readonly children = new Map<string, ObjectFieldReader>();

  constructor(
    readonly node: JsonNode,
    private readonly context: ReaderContext,
  ) {
    this.members = node.type === 'object' ? lastMembers(node) : new Map<string, JsonNode>();
  }

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
      const child = this.children.get(name) ?? new ObjectFieldReader(node, this.context);
      this.children.set(name, child);
      return child;
    }
    return null;
  }

  items(...names: string[]): readonly JsonNode[] | null {
    return this.first(names, (node) => (node.type === 'array' ? node.items : undefined));
  }

  skip(...names: string[]): void {
    for (const name of names) this.used.add(name);
  }

  rest(extra: Readonly<Record<string, string | number | boolean | null>> = NOTHING): string | null {
    if (this.members.size > 0 && extra === NOTHING && this.isWhole())
      return jsonText(this.node, this.context);
    const parts = new Map<string, string>();
    for (const [key, value] of this.members) {
      const text = this.restOf(key, value);
      if (text !== null) parts.set(key, text);
    }
    for (const [key, value] of Object.entries(extra)) {
      if (value !== null) parts.set(key, this.extraText(key, value));
    }
    if (parts.size === 0) return null;
    const members = Array.from(parts, ([key, text]) => `${this.keyText(key)}:${text}`);
    return `{${members.join(',')}}`;
  }

  private valueOf(name: string): JsonNode | undefined {
    const node = this.members.get(name);
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
      this.used.add(name);
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
    if (this.used.has(key)) return null;
    const child = this.children.get(key);
    if (child?.isTouched() === true) return child.rest();
    return jsonText(value, this.context, this.context.redactor.keyRule(key));
  }

  /** Nothing was read yet: events keep the whole of a record, and there are a million of them. */
  private isWhole(): boolean {
    return this.used.size === 0 && this.children.size === 0;
  }

  private isTouched(): boolean {
    return this.used.size > 0 || Array.from(this.children.values()).some((child) => child.isTouched());
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
