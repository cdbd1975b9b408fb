import fc from 'fast-check';
import { encodeArrayLiteral, encodeCopyValue } from './copy-text';

/** COPY's text format, read as PostgreSQL reads it. */
function decodeCopyText(text: string): string | null {
  if (text === '\\N') return null;
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return text.replace(/\\(.)/gs, (_, character: string) => letters[character] ?? character);
}

describe('the text format of COPY', () => {
  it('gives back every text, and never a tab or a line end of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeCopyValue(text);
        expect(decodeCopyText(encoded)).toBe(text);
        expect(encoded).not.toMatch(/[\t\n\r]/);
      }),
    );
  });

  it('tells NULL from the text that is written like it', () => {
    expect(encodeCopyValue(null)).toBe('\\N');
    expect(encodeCopyValue(undefined)).toBe('\\N');
    expect(decodeCopyText(encodeCopyValue('\\N'))).toBe('\\N');
  });

  it('spells truth values and numbers as PostgreSQL does', () => {
    expect([true, false, 12].map(encodeCopyValue)).toEqual(['t', 'f', '12']);
  });

  it('quotes every element of an array, so that no word is special', () => {
    expect(encodeArrayLiteral(['a', 'NULL', 'with "quotes"', 'back\\slash', ''])).toBe(
      '{"a","NULL","with \\"quotes\\"","back\\\\slash",""}',
    );
    expect(encodeArrayLiteral([])).toBe('{}');
  });
});
