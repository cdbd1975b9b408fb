import fc from 'fast-check';
import { readOne } from '../test-support/read-memory-tree';

/** Lines as programs write them, with what must not pass for compact ASCII. */
const line = fc.oneof(
  fc.json({ maxDepth: 4 }).map((text) => JSON.stringify({ value: JSON.parse(text) as unknown })),
  fc.json({ maxDepth: 4, stringUnit: 'binary' }).map((text) => JSON.stringify([JSON.parse(text)])),
  fc.json({ maxDepth: 3 }).map((text) => JSON.stringify({ value: JSON.parse(text) as unknown }, null, 1)),
  fc.constantFrom(
    '{"a":1,"a":2}',
    '{"a":"\\u0041"}',
    '{"a": 1}',
    '{"n":0.10,"e":1E+2,"z":-0}',
    '{"ä":1}',
    '{}',
  ),
  fc.constantFrom('{"a":', '{"a":high}', '[1-2]'),
);

describe('the text of a record', () => {
  it('is its bytes, and those are what a compact writer makes of its value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
        const content = Buffer.from(lines.join('\n'));
        const { records } = await readOne('a.jsonl', content);
        for (const { text, start, length, duplicateKeys } of records) {
          if (text === null) continue;
          expect(text).toBe(content.toString('latin1', start, start + length));
          expect(text).toMatch(/^[\x20-\x7f]*$/);
          expect(JSON.stringify(JSON.parse(text.replace(/(?<=[:,[])-?\d[\d.eE+-]*/g, '0')))).toBe(
            text.replace(/(?<=[:,[])-?\d[\d.eE+-]*/g, '0'),
          );
          expect(duplicateKeys).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is there for records of a log as JSON.stringify writes them', async () => {
    const { records } = await readOne('a.jsonl', '{"id":"a","n":0.10,"x":{"y":[true,null]}}\n{"id":"b"}\n');
    expect(records.map(({ text }) => text)).toEqual([
      '{"id":"a","n":0.10,"x":{"y":[true,null]}}',
      '{"id":"b"}',
    ]);
  });

  it('is left out where the bytes are not what a compact writer makes', async () => {
    const lines = ['{"a": 1}', '{"a":"\\u0041"}', '{"a":"ä"}', '{"a":1,"a":2}', '{"a":high}'];
    for (const one of lines) expect((await readOne('a.jsonl', `${one}\n{}\n`)).records[0]?.text).toBeNull();
  });
});
