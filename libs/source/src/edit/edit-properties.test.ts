import * as fc from 'fast-check';
import type { DocumentEdit, JsonNode } from '@cortex/domain';
import { decodeJson } from '../json/decode-json';
import { toPlainValue } from '../test-support/to-plain-value';
import { applyEdits } from './apply-edits';

/** A value as it should be after the edits: what is left alone knows its bytes. */
type Model =
  | { readonly type: 'kept'; readonly raw: string }
  | { readonly type: 'new'; readonly value: unknown }
  | { readonly type: 'object'; readonly members: (readonly [string, Model])[] }
  | { readonly type: 'array'; readonly items: Model[] };

interface Scenario {
  readonly bytes: Buffer;
  readonly edits: DocumentEdit[];
  readonly model: Model | null;
}

const NEW_TEXTS = ['1', '"x"', 'null', '{}', '[]', '{"n":{"m":[1,{"o":2}]}}', '[1,\n 2]', '[[],{"a":[]}]'];
const KEYS = ['a', 'b', 'c', 'key "q"', '__proto__', 'ä'];

const tidyStyles: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value, null, '\t'),
  (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'),
  (value) => JSON.stringify(value).replaceAll(/([,:])(?=["\d[{tfn-])/g, '$1 '),
  (value) => JSON.stringify(value, null, 1).replaceAll(/\n */g, '\n'),
  (value) => ` ${JSON.stringify(value).replaceAll('{', '{ ').replaceAll(']', ' ]')} `,
];

/** What no strict decoder takes: bare words, missing values, pasted objects, colours, raw line ends in strings. */
const messy = (text: string): string =>
  text
    .replaceAll(/(": ?)"text"/g, '$1text')
    .replaceAll(/(": ?)null(?=\s*[,}])/g, '$1')
    .replaceAll(/(": ?)"q\\"\\\\"(?=\s*[,}])/g, '$1"task-" + Date.now()')
    .replaceAll(/\},\s*\{/g, '}{')
    .replaceAll(/,(?= ?"ä€😀")/g, ',\u001b[0m')
    .replaceAll('ä€😀', 'ä\n€\t😀');

const styles = [...tidyStyles, ...tidyStyles.map((style) => (value: unknown) => messy(style(value)))];

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(0, -1.5, true, null, 'text', 'q"\\', 'ä€😀', ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ä', 'key "q"'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Decides, value by value, what is done to it; a stream of small numbers is the only source of chance. */
class ScenarioMaker {
  readonly edits: DocumentEdit[] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly chance: () => number,
  ) {}

  /** null: removed. */
  edit(node: JsonNode, isItem: boolean): Model | null {
    const { start, end } = node;
    const roll = this.chance() % 12;
    if (roll === 0 && isItem) {
      this.edits.push({ type: 'remove-value', start, end });
      this.disturb(node);
      return null;
    }
    if (roll === 1) {
      const text = this.newText();
      this.edits.push({ type: 'replace-value', start, end, text });
      this.disturb(node);
      return newModel(text);
    }
    if (node.type === 'object') return this.editObject(node);
    if (node.type === 'array') return this.editArray(node);
    return { type: 'kept', raw: this.bytes.toString('utf8', start, end) };
  }

  private editObject(node: JsonNode & { type: 'object' }): Model {
    const span = { objectStart: node.start, objectEnd: node.end };
    const members: (readonly [string, Model])[] = [];
    for (const { key, value } of node.members) {
      if (this.chance() % 6 === 0) {
        this.edits.push({ type: 'remove-member', ...span, key });
        this.disturb(value);
        continue;
      }
      const model = this.edit(value, false);
      if (model) members.push([key, model]);
    }
    for (let count = this.chance() % 8; count > 5; count -= 1) {
      const text = this.newText();
      const key = KEYS[this.chance() % KEYS.length] ?? 'a';
      this.edits.push({ type: 'add-member', ...span, key, text });
      members.push([key, newModel(text)]);
    }
    return { type: 'object', members };
  }

  private editArray(node: JsonNode & { type: 'array' }): Model {
    const items = node.items.map((item) => this.edit(item, true)).filter((model) => model !== null);
    for (let count = this.chance() % 8; count > 5; count -= 1) {
      const text = this.newText();
      this.edits.push({ type: 'add-item', arrayStart: node.start, arrayEnd: node.end, text });
      items.push(newModel(text));
    }
    return { type: 'array', items };
  }

  /** Edits inside of what goes anyway must have no effect. */
  private disturb(node: JsonNode): void {
    if (this.chance() % 3 === 0 && node.type === 'object') {
      this.edits.push({
        type: 'add-member',
        objectStart: node.start,
        objectEnd: node.end,
        key: 'z',
        text: '1',
      });
    }
    const child = node.type === 'array' ? node.items[0] : node.type === 'object' && node.members[0]?.value;
    if (child) this.edits.push({ type: 'replace-value', start: child.start, end: child.end, text: '"no"' });
  }

  private newText(): string {
    return NEW_TEXTS[this.chance() % NEW_TEXTS.length] ?? '1';
  }
}

function newModel(text: string): Model {
  return { type: 'new', value: JSON.parse(text) };
}

const chances = fc.infiniteStream(fc.nat({ max: 1000 }));

function makeScenario(text: string, stream: Iterator<number>): Scenario {
  const bytes = Buffer.from(text);
  const maker = new ScenarioMaker(bytes, () => Number(stream.next().value));
  const { node } = decodeJson(bytes);
  if (node === null) throw new TypeError('the document of the test cannot be decoded');
  return { bytes, model: maker.edit(node, false), edits: maker.edits };
}

/** The decoded document is what the model says; what was left alone has its very bytes. */
function expectModel(bytes: Buffer, node: JsonNode | undefined, model: Model): void {
  if (!node) throw new TypeError('a value is missing');
  if (model.type === 'new') expect(toPlainValue(node)).toEqual(model.value);
  else if (model.type === 'kept') expect(bytes.toString('utf8', node.start, node.end)).toBe(model.raw);
  else if (model.type === 'array') {
    const items = node.type === 'array' ? node.items : [];
    expect(items).toHaveLength(model.items.length);
    model.items.forEach((item, at) => expectModel(bytes, items[at], item));
  } else {
    const members = node.type === 'object' ? node.members : [];
    expect(members.map(({ key }) => key)).toEqual(model.members.map(([key]) => key));
    model.members.forEach(([, value], at) => expectModel(bytes, members[at]?.value, value));
  }
}

describe('edits of any document', () => {
  it('give, decoded, what the same edits make of the decoded value, and leave other values their bytes', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: styles.length - 1 }), chances, (value, style, stream) => {
        const text = styles[style]?.(value) ?? '';
        const { bytes, edits, model } = makeScenario(text, stream[Symbol.iterator]());
        const edited = applyEdits(bytes, edits, 'json');
        const { node, fault } = decodeJson(edited, { isLenient: style >= tidyStyles.length });
        expect(fault).toBeNull();
        if (node && model) expectModel(edited, node, model);
      }),
      { numRuns: 1500 },
    );
  });

  it('of a stream give the values that stay, in their order', () => {
    const lineEnds = fc.constantFrom('\n', '\r\n', '\n\n', ' ', '');
    const stream = fc.array(
      fc.tuple(fc.dictionary(fc.constantFrom('a', 'b'), values, { maxKeys: 2 }), lineEnds),
      {
        maxLength: 6,
      },
    );
    const pretty = fc.boolean();
    fc.assert(
      fc.property(
        stream,
        pretty,
        fc.array(fc.nat({ max: 2 }), { minLength: 7, maxLength: 7 }),
        (lines, isPretty, rolls) => {
          const { text, spans } = joinStream(lines, isPretty ? 2 : 0);
          const removed = spans.filter((_, at) => rolls[at] === 0);
          const appended = rolls[6] === 0 ? ['{"new":[1]}'] : [];
          const edits: DocumentEdit[] = [
            ...removed.map((span) => ({ type: 'remove-value' as const, ...span })),
            ...appended.map((added) => ({ type: 'append-value' as const, text: added })),
          ];
          const edited = applyEdits(Buffer.from(text), edits, 'json-stream').toString();
          const kept = lines.filter((_, at) => rolls[at] !== 0).map(([value]) => JSON.stringify(value));
          const added = appended.map((value) => JSON.stringify(JSON.parse(value)));
          expect(splitValues(edited)).toEqual([...kept, ...added]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('that add something and then remove it give the document back', () => {
    fc.assert(
      fc.property(
        values,
        fc.nat({ max: styles.length - 1 }),
        fc.constantFrom(...NEW_TEXTS),
        (value, style, text) => {
          const before = Buffer.from(styles[style]?.({ first: 1, value }) ?? '');
          const root = decodeJson(before).node;
          if (root === null) throw new TypeError('the document of the test cannot be decoded');
          const at = { objectStart: root.start, objectEnd: root.end };
          const between = applyEdits(before, [{ type: 'add-member', ...at, key: 'new', text }], 'json');
          const grown = decodeJson(between).node;
          if (grown === null) throw new TypeError('the edited document cannot be decoded');
          const undo: DocumentEdit = {
            type: 'remove-member',
            objectStart: grown.start,
            objectEnd: grown.end,
            key: 'new',
          };
          expect(applyEdits(between, [undo], 'json').toString()).toBe(before.toString());
        },
      ),
    );
  });
});

function joinStream(
  lines: readonly (readonly [Record<string, unknown>, string])[],
  indent: number,
): { readonly text: string; readonly spans: readonly { readonly start: number; readonly end: number }[] } {
  let text = '';
  const spans = lines.map(([value, lineEnd]) => {
    const start = Buffer.byteLength(text);
    text += JSON.stringify(value, null, indent);
    const end = Buffer.byteLength(text);
    text += lineEnd;
    return { start, end };
  });
  return { text, spans };
}

/** The objects of a stream, compact, cut apart by their brackets. */
function splitValues(text: string): string[] {
  const parts: string[] = [];
  let rest = Buffer.from(text.trimStart());
  while (rest.length > 0) {
    const end = endOfObject(rest.toString('latin1'));
    parts.push(JSON.stringify(JSON.parse(rest.toString('utf8', 0, end))));
    rest = Buffer.from(rest.toString('utf8', end).trimStart());
  }
  return parts;
}

function endOfObject(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\[^])*"|[{}]/g)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return match.index + 1;
  }
  throw new TypeError('an object does not end');
}
