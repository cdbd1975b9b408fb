import fc from 'fast-check';
import { readOne, wholeKind, type CollectedDocument } from '../test-support/read-memory-tree';
import { toPlainValue } from '../test-support/to-plain-value';

const read = (text: string | Uint8Array, chunkBytes = 1024) =>
  readOne('x.jsonl', text, { limits: { chunkBytes } });

/** A record as its value, or as its fault and the bytes that it spans. */
function describeRecords({ records, bytes }: CollectedDocument): unknown[] {
  return records.map(({ node, fault, start, length }) =>
    node ? toPlainValue(node) : { [fault?.code ?? 'none']: bytes.toString('utf8', start, start + length) },
  );
}

const recordsOf = async (text: string | Uint8Array, chunkBytes?: number) =>
  describeRecords(await read(text, chunkBytes));

describe('a stream of JSON values', () => {
  it('may stand on lines, over many lines, glued, or apart by blank lines', async () => {
    const text = '{}{"a":1}\n\n{\n  "b": {\n    "c": [\n      2\n    ]\n  }\n}\n{"d":3} {"e":4}\r\n  {"f":5}';
    const document = await read(text);
    expect(describeRecords(document)).toEqual([
      {},
      { a: 1 },
      { b: { c: [2] } },
      { d: 3 },
      { e: 4 },
      { f: 5 },
    ]);
    expect(document.tail).toMatchObject({ parseStatus: 'parsed', repairs: [], recordCount: 6 });
    expect(document.head.envelope).toBeNull();
  });

  it('comes out the same in chunks of any size', async () => {
    const text = '{"a":"é\\u00e9"}\n{"b":[1,2,3]}{}\n12\n"x"\nnull\n{\n"c":-1.5e3\n}\n';
    const whole = await read(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (chunkBytes) => {
        expect((await read(text, chunkBytes)).records).toEqual(whole.records);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['', '\n', ' \r\n\t\n'])('is empty when it holds white space only (%j)', async (text) => {
    const { tail } = await read(text);
    expect(tail).toMatchObject({ parseStatus: 'empty', recordCount: 0, separatorBytes: text.length });
  });

  it('keeps records that are {} and scalars alone on their line', async () => {
    expect(await recordsOf('{}\n{}\n42\n"x"\ntrue')).toEqual([{}, {}, 42, 'x', true]);
  });

  it('has a root when it holds one value, and none when it holds several', async () => {
    expect((await read('{"a":1}\n')).tail.root).toMatchObject({ type: 'object' });
    expect((await read('{"a":1}\n{"a":2}\n')).tail.root).toBeNull();
    expect((await read('{"a":1}\n{"a"')).tail.root).toBeNull();
  });

  it('has a byte order mark and ANSI escapes taken off, which is noted', async () => {
    const document = await read('\ufeff\u001b[0m{"a":1}\u001b[K\n');
    expect(describeRecords(document)).toEqual([{ a: 1 }]);
    expect(document.tail).toMatchObject({
      parseStatus: 'repaired',
      repairs: [
        { rule: 'byte-order-mark', offset: 0 },
        { rule: 'ansi-escape', offset: 3 },
        { rule: 'ansi-escape', offset: 14 },
      ],
    });
  });
});

describe('a broken line among lines', () => {
  it('is one record, and the lines around it stay', async () => {
    const text = '{"a":1}\n{"b":"torn\n{"c":3}\n{"d" 4}\n{"e":5}\n';
    const document = await read(text);
    const expected = [
      { a: 1 },
      { undecodable: '{"b":"torn' },
      { c: 3 },
      { undecodable: '{"d" 4}' },
      { e: 5 },
    ];
    expect(describeRecords(document)).toEqual(expected);
    expect(document.tail.parseStatus).toBe('quarantined');
    expect(document.records[1]?.fault).toMatchObject({ offset: 18, detail: 'A string does not end.' });
  });

  it('may be the first one, text, or nested too deeply', async () => {
    expect(await recordsOf('{"a":\n{"b":2}\n')).toEqual([{ undecodable: '{"a":\n{"b":2}' }]);
    expect(await recordsOf('{"a":1\n{"b":2}\n')).toEqual([{ undecodable: '{"a":1' }, { b: 2 }]);
    expect(await recordsOf('{"a":1}\nError: no space left\n{"b":2}\n')).toEqual([
      { a: 1 },
      { undecodable: 'Error: no space left' },
      { b: 2 },
    ]);
    const deep = '['.repeat(600) + ']'.repeat(600);
    expect(await recordsOf(`{"a":1}\n${deep}\n{"b":2}\n`)).toEqual([
      { a: 1 },
      { 'too-deep': deep },
      { b: 2 },
    ]);
  });

  it('is mended inside of the line', async () => {
    const document = await read('{"a":1}\n{"p": high}\n{"id":"x-" + now()} {"q":}\n{"b":2}\n');
    expect(describeRecords(document)).toEqual([{ a: 1 }, { p: 'high' }, { id: 'x-' }, { q: null }, { b: 2 }]);
    expect(document.tail.parseStatus).toBe('repaired');
  });

  it('leaves what stands before it on the same line', async () => {
    expect(await recordsOf('{}{"torn\n{"b":2}\n')).toEqual([{}, { undecodable: '{"torn' }, { b: 2 }]);
  });

  it('that is the last one takes nothing with it', async () => {
    expect(await recordsOf('{"a":1}\n{"b":"torn')).toEqual([{ a: 1 }, { undecodable: '{"b":"torn' }]);
  });

  it('with other broken lines behind it is one record, and so is each of them', async () => {
    const text = '{"a":1}\n{"b" 2}\n{"c" 3}\n[1 2]\n{"d":4}\n';
    expect(await recordsOf(text)).toEqual([
      { a: 1 },
      { undecodable: '{"b" 2}' },
      { undecodable: '{"c" 3}' },
      { undecodable: '[1 2]' },
      { d: 4 },
    ]);
  });

  it('is not told from the rest when no line behind it is valid either', async () => {
    const text = '{"a":1}\n{"b" 2}\n{"c" 3}\n[4 5]';
    expect(await recordsOf(text)).toEqual([{ a: 1 }, { undecodable: '{"b" 2}\n{"c" 3}\n[4 5]' }]);
  });

  it('among long lines is found whatever the chunks are', async () => {
    const long = (id: number) => JSON.stringify({ id, pad: 'x'.repeat(300) });
    const text = [long(1), '{"torn":"', long(2), long(3)].join('\n');
    for (const chunkBytes of [7, 100, 1000]) expect(await recordsOf(text, chunkBytes)).toHaveLength(4);
  });
});

describe('a broken value over many lines', () => {
  it('never gives its inner objects away as records', async () => {
    const inner = ['{"secret":1}', '{\n"secret":1\n}', '[{"secret":1}]'];
    const opened = ['{"a" 1,\n"b":', '{\n  "a": "x" "y",\n  "b":\n', '[\n{"x" 1},\n', '{"a":1,\n"b":[\n'];
    for (const text of opened.flatMap((start) =>
      inner.map((value) => `${start}${value}\n,"c":2\n}\n{"later":1}\n`),
    )) {
      const records = await recordsOf(text);
      expect(JSON.stringify(records)).not.toContain('{"secret":1}');
    }
  });

  it('takes the rest of the document with it', async () => {
    const text = '{"a":1}\n{\n  "b": "x" "y"\n}\n{"c":3}\n \n';
    const document = await read(text);
    expect(describeRecords(document)).toEqual([{ a: 1 }, { undecodable: '{\n  "b": "x" "y"\n}\n{"c":3}' }]);
    expect(document.tail.separatorBytes).toBe(4);
  });

  it('is mended when a rule applies', async () => {
    const document = await read('{\n  "a": ,\n  "b": high\n}\n{\n  "c": {}\n{"d":1}\n}\n');
    expect(describeRecords(document)).toEqual([{ a: null, b: 'high' }, { c: { d: 1 } }]);
    expect(document.tail.repairs).toHaveLength(3);
  });

  it('that begins like a torn line is one only when all before it were lines', async () => {
    const payload = '{"payload":[\n{"secret":1}\n{"secret":2}\n';
    expect(await recordsOf(payload)).toEqual([{ undecodable: payload.trimEnd() }]);
    expect(await recordsOf(`{"a":1}\n${payload}`)).toEqual([
      { a: 1 },
      { undecodable: '{"payload":[' },
      { secret: 1 },
      { secret: 2 },
    ]);
  });
});

describe('text before the values', () => {
  it('belongs to the envelope when values follow it', async () => {
    const document = await read('Reading log …\n[INFO] 2 entries\n{"a":1}\n{"b":2}\n');
    expect(describeRecords(document)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(document.tail).toMatchObject({
      repairs: [{ rule: 'text-before-json', offset: 0 }],
      envelopeBytes: 33,
    });
  });

  it('is all that there is when no value follows it', async () => {
    expect(await recordsOf('no json\nat all\n')).toEqual([{ undecodable: 'no json\nat all' }]);
    expect(await recordsOf('42 tasks\n')).toEqual([{ undecodable: '42 tasks' }]);
  });
});

describe('a value that is larger than a record may be', () => {
  const kind = wholeKind('json-stream');
  const limits = { chunkBytes: 16, wholeValueBytes: 32, recordBytes: 64 };

  it('is one record without a value, and the values around it stay', async () => {
    const large = JSON.stringify({ list: Array.from({ length: 40 }, (_, id) => ({ id })) });
    const document = await readOne('d', `{"a":1}\n${large}\n{"b":2}\n`, { kind, limits });
    expect(describeRecords(document)).toEqual([{ a: 1 }, { 'too-large': large }, { b: 2 }]);
  });

  it('takes the rest with it when it is a single token', async () => {
    const document = await readOne('d', `{"a":1}\n"${'x'.repeat(200)}"\n{"b":2}\n`, { kind, limits });
    expect(document.records).toMatchObject([{ fault: null }, { fault: { code: 'too-large' } }]);
  });
});

describe('a comma behind every line', () => {
  it('is left out, recorded, and counted as a separator', async () => {
    const document = await read('{"a":1},\n{"b":2}, \n{"c":3},\n');
    expect(describeRecords(document)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(document.tail).toMatchObject({ parseStatus: 'repaired', envelopeBytes: 0, separatorBytes: 7 });
    expect(document.tail.repairs).toEqual([
      { rule: 'comma-behind-line', offset: 7 },
      { rule: 'comma-behind-line', offset: 16 },
      { rule: 'comma-behind-line', offset: 26 },
    ]);
    for (let chunkBytes = 1; chunkBytes < 30; chunkBytes += 1) {
      const text = '{"a":1},\n{"b":2}, \n{"c":3},\n';
      expect((await read(text, chunkBytes)).tail).toEqual(document.tail);
    }
  });

  it('is not mended behind a broken line, or where a value goes over several lines', async () => {
    expect(await recordsOf('{"x":[oops\n{"a":1},\n{"b":2}\n')).toContainEqual({ undecodable: ',' });
    expect(await recordsOf('{\n"a":1\n},\n{"b":2}\n')).toEqual([{ a: 1 }, { undecodable: ',\n{"b":2}' }]);
  });
});
