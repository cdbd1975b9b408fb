import type { DocumentEdit, JsonNode } from '@cortex/domain';
import { findNode } from '../test-support/find-node';
import { applyEdits } from './apply-edits';

type Path = readonly (string | number)[];

const replace = ({ start, end }: JsonNode, text: string): DocumentEdit => ({
  type: 'replace-value',
  start,
  end,
  text,
});
const remove = ({ start, end }: JsonNode): DocumentEdit => ({ type: 'remove-value', start, end });
const addMember = ({ start, end }: JsonNode, key: string, text: string): DocumentEdit => ({
  type: 'add-member',
  objectStart: start,
  objectEnd: end,
  key,
  text,
});
const removeMember = ({ start, end }: JsonNode, key: string): DocumentEdit => ({
  type: 'remove-member',
  objectStart: start,
  objectEnd: end,
  key,
});
const addItem = ({ start, end }: JsonNode, text: string): DocumentEdit => ({
  type: 'add-item',
  arrayStart: start,
  arrayEnd: end,
  text,
});

/** A document of one value after edits that are made of its nodes. */
function edit(text: string, edits: (at: (...path: Path) => JsonNode) => DocumentEdit[]): string {
  const bytes = Buffer.from(text);
  return applyEdits(
    bytes,
    edits((...path) => findNode(bytes, ...path)),
    'json',
  ).toString();
}

function editStream(text: string, ...edits: (DocumentEdit | string)[]): string {
  const list = edits.map((item) => (typeof item === 'string' ? removeText(text, item) : item));
  return applyEdits(Buffer.from(text), list, 'json-stream').toString();
}

function removeText(text: string, value: string): DocumentEdit {
  const start = Buffer.byteLength(text.slice(0, text.indexOf(value)));
  return { type: 'remove-value', start, end: start + Buffer.byteLength(value) };
}

const append = (text: string): DocumentEdit => ({ type: 'append-value', text });

const PRETTY = '{\n  "id": "t1",\n  "tags": [\n    "a",\n    "b"\n  ],\n  "meta": {}\n}\n';

describe('a replaced value', () => {
  it('leaves all other bytes alone', () => {
    expect(edit('{ "a" :1.50 ,"b":"\\u00e4"}', (at) => [replace(at('a'), '2.0')])).toBe(
      '{ "a" :2.0 ,"b":"\\u00e4"}',
    );
  });

  it('is laid out as the container that it takes the place of', () => {
    expect(edit(PRETTY, (at) => [replace(at('tags'), '["c", {"d":1}]')])).toContain(
      '"tags": [\n    "c",\n    {\n      "d": 1\n    }\n  ],',
    );
    expect(edit('{"a": [1, 2], "b": 1}', (at) => [replace(at('a'), '[\n3,\n4\n]')])).toBe(
      '{"a": [3, 4], "b": 1}',
    );
  });

  it('goes over lines where a scalar stood on a line of its own, and not inside of a line', () => {
    expect(edit(PRETTY, (at) => [replace(at('id'), '{"x":[1]}')])).toContain(
      '"id": {\n    "x": [\n      1\n    ]\n  },',
    );
    expect(edit('[\n  {"a": 1, "b": 2}\n]', (at) => [replace(at(0, 'a'), '{"x":\n1}')])).toBe(
      '[\n  {"a": {"x": 1}, "b": 2}\n]',
    );
  });

  it('keeps the spelling of numbers and strings of its text', () => {
    expect(edit('{"a":1}', (at) => [replace(at('a'), '[1e400, "\\u0041", 0.10]')])).toBe(
      '{"a":[1e400,"\\u0041",0.10]}',
    );
  });

  it('takes the place of a mended one', () => {
    expect(edit('{"a": high, "b": , "c": [1-2]}', (at) => [replace(at('a'), '"low"')])).toBe(
      '{"a": "low", "b": , "c": [1-2]}',
    );
    expect(edit('{"a": high, "b": , "c": [1-2]}', (at) => [replace(at('b'), '7')])).toBe(
      '{"a": high, "b": 7, "c": [1-2]}',
    );
    expect(edit('{"a":\n}', (at) => [replace(at('a'), '7')])).toBe('{"a": 7\n}');
    expect(edit('{"a": "t" + now(), "b": 1}', (at) => [replace(at('a'), '"u"')])).toBe('{"a": "u", "b": 1}');
  });

  it('counts once, the last time', () => {
    expect(edit('{"a":1}', (at) => [replace(at('a'), '2'), replace(at('a'), '3')])).toBe('{"a":3}');
  });
});

describe('an added member', () => {
  it('stands as its neighbours do', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['{"a":1}', '{"a":1,"k":[1,2]}'],
      ['{"a": 1}', '{"a": 1, "k": [1, 2]}'],
      ['{ "a" : 1 }', '{ "a" : 1, "k" : [1, 2] }'],
      ['{ "a":1, "b":2 }', '{ "a":1, "b":2, "k":[1, 2] }'],
      ['{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"k": [\n\t\t1,\n\t\t2\n\t]\n}'],
      [
        '{\r\n    "a": 1\r\n}\r\n',
        '{\r\n    "a": 1,\r\n    "k": [\r\n        1,\r\n        2\r\n    ]\r\n}\r\n',
      ],
      ['{\n    "a": 1\n  , "b": 2\n}', '{\n    "a": 1\n  , "b": 2\n  , "k": [\n    1,\n    2\n  ]\n}'],
      ['{\n  "a": [1, 2]\n}', '{\n  "a": [1, 2],\n  "k": [1, 2]\n}'],
      ['{}', '{"k":[1,2]}'],
      ['{ }', '{"k":[1,2]}'],
    ];
    for (const [before, after] of cases) {
      expect(edit(before, (at) => [addMember(at(), 'k', '[1, 2]')])).toBe(after);
    }
  });

  it('opens an empty object over lines where its surroundings go over lines', () => {
    expect(edit(PRETTY, (at) => [addMember(at('meta'), 'k"', '1')])).toContain(
      '"meta": {\n    "k\\"": 1\n  }\n}',
    );
    expect(edit('{"x": {}, "y": 1}', (at) => [addMember(at('x'), 'k', '1')])).toBe('{"x": {"k": 1}, "y": 1}');
  });

  it('stands behind a missing value and its comma', () => {
    expect(edit('{"a": }', (at) => [addMember(at(), 'k', '1')])).toBe('{"a": , "k": 1}');
    expect(edit('{"a": }', (at) => [addMember(at(), 'k', '1'), replace(at('a'), '2')])).toBe(
      '{"a": 2, "k": 1}',
    );
  });
});

describe('a removed member', () => {
  it('goes with its comma and its line', () => {
    const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}';
    expect(edit(text, (at) => [removeMember(at(), 'a')])).toBe('{\n  "b": 2,\n  "c": 3\n}');
    expect(edit(text, (at) => [removeMember(at(), 'b')])).toBe('{\n  "a": 1,\n  "c": 3\n}');
    expect(edit(text, (at) => [removeMember(at(), 'c')])).toBe('{\n  "a": 1,\n  "b": 2\n}');
    expect(edit(text, (at) => [removeMember(at(), 'c'), removeMember(at(), 'b')])).toBe('{\n  "a": 1\n}');
  });

  it('leaves an empty object when it was the only one', () => {
    expect(edit('{ "a": 1 }', (at) => [removeMember(at(), 'a')])).toBe('{}');
    expect(edit('{\n  "a": {\n    "x": 1\n  }\n}', (at) => [removeMember(at('a'), 'x')])).toBe(
      '{\n  "a": {}\n}',
    );
  });

  it('makes room for one that is added', () => {
    expect(edit('{\n  "a": 1\n}', (at) => [removeMember(at(), 'a'), addMember(at(), 'b', '2')])).toBe(
      '{\n  "b": 2\n}',
    );
    expect(edit('{"a":1,"b":2}', (at) => [removeMember(at(), 'b'), addMember(at(), 'b', '3')])).toBe(
      '{"a":1,"b":3}',
    );
  });

  it('goes with all that has its name, pasted objects and missing values included', () => {
    expect(edit('{"a":1,"b":2,"a":3}', (at) => [removeMember(at(), 'a')])).toBe('{"b":2}');
    expect(edit('{"a":{"x":1}{"y":2},"b":2}', (at) => [removeMember(at(), 'a')])).toBe('{"b":2}');
    expect(edit('{"b":2,"a":{"x":1}{"y":2}}', (at) => [removeMember(at(), 'a')])).toBe('{"b":2}');
    expect(edit('{"b":2,"a": }', (at) => [removeMember(at(), 'a'), replace(at('a'), '1')])).toBe('{"b":2}');
  });

  it('is refused when the object has none of that name', () => {
    expect(() => edit('{"a":1}', (at) => [removeMember(at(), 'b')])).toThrow(/EDIT|no member/);
  });
});

describe('items of an array', () => {
  it('are added and removed in the style of the others', () => {
    expect(edit('[1, 2]', (at) => [addItem(at(), '{"a":1}')])).toBe('[1, 2, {"a": 1}]');
    expect(edit('[\n  1\n]', (at) => [addItem(at(), '2'), addItem(at(), '3')])).toBe('[\n  1,\n  2,\n  3\n]');
    expect(edit('[1, 2, 3]', (at) => [remove(at(1)), remove(at(2))])).toBe('[1]');
    expect(edit('[1, 2, 3]', (at) => [remove(at(0)), remove(at(2))])).toBe('[2]');
    expect(edit('[1, 2, 3]', (at) => [remove(at(0)), remove(at(1)), remove(at(2))])).toBe('[]');
    expect(edit('[1, 2]', (at) => [remove(at(0)), remove(at(1)), addItem(at(), '9')])).toBe('[9]');
    expect(edit('{"a":[\n  {"x":1},\n  {"x":2}\n]}', (at) => [remove(at('a', 1))])).toBe(
      '{"a":[\n  {"x":1}\n]}',
    );
  });

  it('stay apart when objects are pasted', () => {
    const text = '[{"a":1}{"b":2},{"c":3}]';
    expect(edit(text, (at) => [remove(at(0))])).toBe('[{"b":2},{"c":3}]');
    expect(edit(text, (at) => [remove(at(1))])).toBe('[{"a":1},{"c":3}]');
    expect(edit(text, (at) => [remove(at(2))])).toBe('[{"a":1}{"b":2}]');
    expect(edit(text, (at) => [remove(at(1)), addItem(at(), '4')])).toBe('[{"a":1},{"c":3},4]');
  });

  it('written on one line each, among lines, stay on one line', () => {
    expect(edit('[\n  {"a":1},\n  {"a":2}\n]', (at) => [addItem(at(), '{"a":\n3}')])).toBe(
      '[\n  {"a":1},\n  {"a":2},\n  {"a":3}\n]',
    );
  });
});

describe('edits together', () => {
  it('may lie inside of each other', () => {
    const text = '{"tasks": [{"id": 1, "log": []}, {"id": 2}], "n": 2}';
    expect(
      edit(text, (at) => [
        addItem(at('tasks', 0, 'log'), '"x"'),
        addMember(at('tasks', 0), 'done', 'true'),
        addItem(at('tasks'), '{"id":3}'),
        replace(at('n'), '3'),
        remove(at('tasks', 1)),
      ]),
    ).toBe('{"tasks": [{"id": 1, "log": ["x"], "done": true}, {"id": 3}], "n": 3}');
  });

  it('inside of what is removed or replaced go with it', () => {
    expect(
      edit('[{"a": {"b": 1}}, 2]', (at) => [
        replace(at(0, 'a', 'b'), '5'),
        addMember(at(0), 'x', '1'),
        remove(at(0)),
      ]),
    ).toBe('[2]');
    expect(edit('{"a": {"b": 1}}', (at) => [removeMember(at('a'), 'b'), replace(at('a'), '[]')])).toBe(
      '{"a": []}',
    );
    expect(edit('[1, 2]', (at) => [remove(at(0)), replace(at(0), '3')])).toBe('[2]');
  });

  it('keep faults that only a mending decoder reads, and the byte order mark', () => {
    const text = '\ufeff{"a": high,\n "s": "x\ny", "p": {"q":1}{"r":2},\n "e": "t" + f(), "m": }';
    expect(edit(text, (at) => [replace(at('p', 'q'), '8'), addMember(at(), 'k', '1')])).toBe(
      '\ufeff{"a": high,\n "s": "x\ny", "p": {"q":8}{"r":2},\n "e": "t" + f(), "m": , "k": 1}',
    );
  });

  it('are refused when they name no value, or bring no JSON', () => {
    expect(() => edit('{"a":12}', () => [{ type: 'replace-value', start: 5, end: 6, text: '1' }])).toThrow(
      /no value has this span/,
    );
    expect(() => edit('{"a":12}', () => [{ type: 'remove-value', start: 5, end: 99 }])).toThrow(
      /ends before/,
    );
    expect(() => edit('{"a":12}', (at) => [addItem(at(), '1')])).toThrow(/no array/);
    expect(() => edit('{"a":12}', (at) => [replace(at('a'), '{a:1}')])).toThrow(/no JSON/);
    expect(() => edit('{"a":12}', () => [append('1')])).toThrow(/only a stream/);
  });
});

describe('values of a stream', () => {
  it('are removed with their line ends', () => {
    const text = '{"a":1}\n{"b":2}\n{"c":3}\n';
    expect(editStream(text, '{"a":1}')).toBe('{"b":2}\n{"c":3}\n');
    expect(editStream(text, '{"c":3}')).toBe('{"a":1}\n{"b":2}\n');
    expect(editStream(text, '{"c":3}', '{"b":2}', '{"a":1}')).toBe('');
    expect(editStream('{"a":1}\r\n{"b":2}', '{"b":2}')).toBe('{"a":1}');
    expect(editStream('{\n  "a":1\n}\n{"b":2}\n', '{\n  "a":1\n}')).toBe('{"b":2}\n');
  });

  it('glued on one line are removed alone', () => {
    const text = '{"a":1}{"b":2} {"c":3}\n{"d":4}\n';
    expect(editStream(text, '{"a":1}')).toBe('{"b":2} {"c":3}\n{"d":4}\n');
    expect(editStream(text, '{"b":2}')).toBe('{"a":1}{"c":3}\n{"d":4}\n');
    expect(editStream(text, '{"c":3}')).toBe('{"a":1}{"b":2}\n{"d":4}\n');
    expect(editStream(text, '{"a":1}', '{"b":2}', '{"c":3}')).toBe('{"d":4}\n');
  });

  it('leave a broken neighbour as it is', () => {
    expect(editStream('{"a": 1,\n{"b":2}\n{"c":3}\n', '{"b":2}')).toBe('{"a": 1,\n{"c":3}\n');
  });

  it('with a comma behind every line go with the comma', () => {
    expect(editStream('{"a":1},\n{"b":2},\n{"c":3}\n', '{"b":2}')).toBe('{"a":1},\n{"c":3}\n');
  });

  it('are appended on a line of their own, with or without a last line end', () => {
    expect(editStream('{"a": 1}\n', append('{"b":[1,2]}'))).toBe('{"a": 1}\n{"b": [1, 2]}\n');
    expect(editStream('{"a":1}\r\n', append('{"b":\n2}'))).toBe('{"a":1}\r\n{"b":2}\r\n');
    expect(editStream('{"a":1}', append('2'), append('3'))).toBe('{"a":1}\n2\n3');
    expect(editStream('', append('2'))).toBe('2\n');
    expect(editStream('\n', append('2'))).toBe('2\n');
    expect(editStream('{\n  "a": 1\n}\n', append('{"b":{}}'))).toBe('{\n  "a": 1\n}\n{\n  "b": {}\n}\n');
  });

  it('keep to their line when they are replaced', () => {
    expect(
      editStream('{"a":1}\n{"b":2}\n', { type: 'replace-value', start: 8, end: 15, text: '{"b":\n{}}' }),
    ).toBe('{"a":1}\n{"b":{}}\n');
  });
});
