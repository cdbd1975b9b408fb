import fc from 'fast-check';
import { toByteSlice } from './byte-slice';
import { decodeJson } from './decode-json';
import { DecodeSkipper } from './decode-skipper';

function skip(text: string | Uint8Array, depth = 0): number {
  const skipper = new DecodeSkipper(512);
  skipper.load(toByteSlice(Buffer.from(text as string)));
  return skipper.skip(0, depth);
}

describe('skipping a container', () => {
  it('ends where decoding it ends, for any JSON in any spacing, with anything behind it', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5, stringUnit: 'binary' }),
        fc.nat(3),
        fc.string({ maxLength: 4 }),
        (text, indent, tail) => {
          const container = JSON.stringify([JSON.parse(text)], null, indent);
          expect(skip(container + tail)).toBe(Buffer.byteLength(container));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes nothing that the strict decoder refuses, and all that it takes', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '"\n"',
      '-0',
      '01',
      '1.5e3',
      '.5',
      'true',
      'nul',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = `[${parts.join('')}]`;
        const isValid = decodeJson(Buffer.from(text), { isLenient: false }).node !== null;
        expect(skip(text) === Buffer.byteLength(text)).toBe(isValid);
      }),
      { numRuns: 5000 },
    );
  });

  it('stops at the depth that the decoder stops at', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect([skip(nested(512)), skip(nested(513)), skip(nested(511), 1), skip(nested(512), 1)]).toEqual([
      1024, -1, 1022, -1,
    ]);
    expect(skip('['.repeat(100_000))).toBe(-1);
  });

  it.each(['', '[', '{"a"', '{"a":1', '["\\', '["\\u12', '[tru'])(
    'gives up at the end of the bytes (%j)',
    (text) => {
      expect(skip(text)).toBe(-1);
    },
  );
});
