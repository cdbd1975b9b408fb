import fc from 'fast-check';
import type { JsonNode } from '@cortex/domain';
import { toPlainValue } from '../test-support/to-plain-value';
import { decodeJson } from './decode-json';

const decode = (text: string | Buffer) => decodeJson(Buffer.from(text as string));
const valueOf = (text: string) => {
  const { node } = decode(text);
  return node && toPlainValue(node);
};
const rulesOf = (text: string | Buffer) => {
  const decoded = decode(text);
  return decoded.node ? decoded.repairs.map(({ rule, offset }) => `${rule}@${offset}`) : decoded.fault.code;
};

describe('decoding valid JSON', () => {
  it('gives the value that JSON.parse gives, for any JSON in any spacing', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(4), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(valueOf(spaced)).toEqual(JSON.parse(spaced));
        expect(rulesOf(spaced)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives strings with every kind of character, escaped or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(valueOf(JSON.stringify(text))).toBe(text);
        expect(valueOf(JSON.stringify({ [text]: 1 }))).toEqual({ [text]: 1 });
      }),
    );
  });

  it('gives every node the bytes that it came from', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5, stringUnit: 'binary' }), (text) => {
        const bytes = Buffer.from(text);
        const { node } = decodeJson(bytes);
        for (const part of allNodes(node!)) {
          const slice = bytes.subarray(part.start, part.end).toString();
          expect(JSON.parse(slice)).toEqual(toPlainValue(part));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the spelling of numbers', () => {
    const spellings = ['0.10', '1e400', '-0', '9007199254740993', '1E+2', '123456789012345678901234567890.5'];
    for (const text of spellings) expect(decode(text).node).toMatchObject({ type: 'number', text });
  });

  it('keeps both members of one name, says so, and lets the last one count', () => {
    const decoded = decode('{"a":1,"b":{"c":1,"c":2},"a":3}');
    expect(decoded.node).toMatchObject({ members: [{ key: 'a' }, { key: 'b' }, { key: 'a' }] });
    expect(decoded.node && decoded.duplicateKeys).toBe(true);
    expect(decode('{"a":1,"b":{"a":1}}')).toMatchObject({ duplicateKeys: false });
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`k${at}`, at])));
    expect(decode(many)).toMatchObject({ duplicateKeys: false });
    expect(decode(many.replace('"k39"', '"k3"'))).toMatchObject({ duplicateKeys: true });
  });

  it('takes __proto__ for a name like any other', () => {
    const { node } = decode('{"__proto__":{"polluted":true}}');
    expect(node).toMatchObject({ members: [{ key: '__proto__', value: { type: 'object' } }] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('keeps lone surrogates and NUL as they are', () => {
    expect(decode('"\\ud800 \\u0000"').node).toMatchObject({ value: '\ud800 \u0000' });
  });

  it('decodes the same names in another order, and names that begin with others', () => {
    const text = '[{"ab":1,"cd":2},{"cd":3,"ab":4},{"ac":5,"ab":6,"abc":7},{"a":8},{"abc":9,"ab":10}]';
    const { node } = decodeJson(Buffer.from(text), { isLenient: false });
    expect(node && toPlainValue(node)).toEqual(JSON.parse(text));
  });
});

describe('a document of very many names', () => {
  it('has them all right, whatever was kept of the ones before', () => {
    const names = Array.from({ length: 40_000 }, (_, at) => `name-${(at * 7919) % 40_000}`);
    const value = Object.fromEntries(names.map((name, at) => [name, { id: at, name }]));
    const decoded = decode(JSON.stringify([value, value]));
    expect(decoded.node && toPlainValue(decoded.node)).toEqual([value, value]);
  });
});

describe('decoding what is no JSON', () => {
  it('never throws and never takes a value that JSON.parse refuses, unless it says what it mended', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '-',
      ' ',
      '\n',
      'true',
      '\u001b[0m',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const decoded = decode(text);
        if (decoded.node && decoded.repairs.length === 0)
          expect(toPlainValue(decoded.node)).toEqual(JSON.parse(text));
        if (isJson(text)) expect(rulesOf(text)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['', 0],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['"abc', 4],
    ['{"a":"b', 7],
    ['[1 2]', 3],
    ['{"a":1} x', 8],
    ['01', 0],
    ['"\\x41"', 0],
    ['{"a":"x" "y"}', 9],
  ])('refuses %j and says where', (text, offset) => {
    expect(decode(text)).toMatchObject({ node: null, fault: { code: 'undecodable', offset } });
  });

  it('refuses what is nested too deeply without a stack overflow', () => {
    for (const opener of ['[', '{"a":', '[{"a":']) {
      expect(decode(opener.repeat(100_000))).toMatchObject({ node: null, fault: { code: 'too-deep' } });
    }
    const nested = (levels: number) => Buffer.from('['.repeat(levels) + ']'.repeat(levels));
    expect(decodeJson(nested(512)).node).not.toBeNull();
    expect(decodeJson(nested(513))).toMatchObject({ fault: { code: 'too-deep', offset: 512 } });
    expect(decodeJson(nested(4), { maxDepth: 3 })).toMatchObject({ fault: { code: 'too-deep', offset: 3 } });
  });

  it('says nothing of the content in a fault', () => {
    const decoded = decode('{"token":"ghp_secret" "more"}');
    expect(decoded.node === null && decoded.fault.detail).not.toContain('secret');
  });
});

describe('repairs', () => {
  it.each<[string, string, unknown, string[]]>([
    ['a missing value before a comma', '{"skills": ,"b":1}', { skills: null, b: 1 }, ['missing-value@11']],
    ['a missing value before the end', '{"a":{"limit": }}', { a: { limit: null } }, ['missing-value@15']],
    ['a bare word', '{"priority": high,"b":1}', { priority: 'high', b: 1 }, ['bare-word@13']],
    ['a bare word at the end of a line', '{"priority": high\n}', { priority: 'high' }, ['bare-word@13']],
    ['a bare time', '{"at":2025-11-09T14:10:00Z}', { at: '2025-11-09T14:10:00Z' }, ['bare-word@6']],
    [
      'a number that is none',
      '{"efficiency":.9000,"id":007}',
      { efficiency: '.9000', id: '007' },
      ['bare-word@14', 'bare-word@25'],
    ],
    [
      'a raw line feed in a string',
      '{"priority":"high\nhigh"}',
      { priority: 'high\nhigh' },
      ['raw-control-in-string@17'],
    ],
    ['a raw tab in a name', '{"a\tb":1}', { 'a\tb': 1 }, ['raw-control-in-string@3']],
    ['an expression', '{"id":"task-x-" + Date.now(),"b":1}', { id: 'task-x-', b: 1 }, ['expression-value@6']],
    [
      'an expression with quotes and commas',
      '{"id":"a" + join(",", [1,2]) + "b" }',
      { id: 'a' },
      ['expression-value@6'],
    ],
    ['a numeric range', '{"ports":[30000-32767]}', { ports: '30000-32767' }, ['numeric-range@9']],
    ['an ANSI colour in a string', '{"log":"\u001b[0;32mok\u001b[0m"}', { log: 'ok' }, ['ansi-escape@8']],
    [
      'ANSI colours between tokens',
      '\u001b[1m{"a":\u001b[31m1\u001b[0m}',
      { a: 1 },
      ['ansi-escape@0', 'ansi-escape@9', 'ansi-escape@15'],
    ],
    ['two items pasted', '[{"a":1}\n{"a":2}]', [{ a: 1 }, { a: 2 }], ['pasted-objects@9']],
  ])('mends %s', (_, text, value, repairs) => {
    expect(valueOf(text)).toEqual(value);
    expect(rulesOf(text)).toEqual(repairs);
  });

  it('reads two objects pasted as one value as two members of that name, so that neither is lost', () => {
    const decoded = decode('{"task":{"id":1}\n{"id":2},"status":"open"}');
    expect(decoded.node).toMatchObject({
      members: [
        { key: 'task', value: { start: 8, end: 16 } },
        { key: 'task', value: { start: 17, end: 25 } },
        { key: 'status' },
      ],
    });
    expect(decoded).toMatchObject({ duplicateKeys: true, repairs: [{ rule: 'pasted-objects', offset: 17 }] });
  });

  it('spans an expression as a whole and a missing value not at all', () => {
    const text = '{"id":"a" + now(),"b": ,"c":[1-2]}';
    const { node } = decode(text);
    const spans =
      node?.type === 'object' ? node.members.map(({ value }) => text.slice(value.start, value.end)) : [];
    expect(spans).toEqual(['"a" + now()', '', '[1-2]']);
  });

  it('replaces bytes that are no UTF-8 and says where the first one stands', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"é'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const decoded = decodeJson(bytes);
    expect(decoded.node && toPlainValue(decoded.node)).toEqual({ a: 'é\ufffd\ufffd' });
    expect(decoded).toMatchObject({ repairs: [{ rule: 'invalid-utf8', offset: 8 }] });
  });

  it('mends nothing when it is told not to', () => {
    expect(decodeJson(Buffer.from('{"a": b}'), { isLenient: false })).toMatchObject({ node: null });
  });

  it('mends no bare word where an item stands, so that a log line in brackets is no array', () => {
    expect(decode('[INFO]')).toMatchObject({ node: null });
  });

  it('mends nothing whose bytes are masked into a literal', () => {
    const masked = Buffer.concat([Buffer.from('{"a":'), Buffer.from([0xf4]), Buffer.from('rue}')]);
    expect(decodeJson(masked)).toMatchObject({ node: null });
    const escape = Buffer.concat([Buffer.from('"\\'), Buffer.from([0xe2]), Buffer.from('"')]);
    expect(decodeJson(escape)).toMatchObject({ node: null });
  });
});

function allNodes(node: JsonNode): JsonNode[] {
  if (node.type === 'array') return [node, ...node.items.flatMap(allNodes)];
  if (node.type === 'object') return [node, ...node.members.flatMap(({ value }) => allNodes(value))];
  return [node];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
