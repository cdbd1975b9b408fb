import { fitsNumeric, isNumeric, parseInt4, parseInt8 } from './parse-number';

describe('whole numbers', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['1.0', '1'],
    ['1.50e1', '15'],
    ['12e2', '1200'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
  ])('spells %s as %s', (text, spelling) => expect(parseInt8(text)).toEqual({ spelling }));

  it.each(['0.5', '1e-1', '9223372036854775808', '1e400', '1e999999999', '123456789e-5'])(
    'does not round %s',
    (text) => expect(parseInt8(text)).toBe('out-of-range'),
  );

  it.each(['', 'N/A', '30k', '1,000', '.', '0x10', 'Infinity'])('finds no number in "%s"', (text) =>
    expect(parseInt8(text)).toBe('not-a-number'),
  );

  it('keeps int4 to its range', () => {
    expect(parseInt4('2147483647')).toEqual({ spelling: '2147483647' });
    expect(parseInt4('2147483648')).toBe('out-of-range');
  });
});

describe('numbers that jsonb can hold', () => {
  it.each([
    '0.10',
    '1e400',
    '1e131071',
    '9'.repeat(131_072),
    `0.${'1'.repeat(16_383)}`,
    '1e-16383',
    '0e99999',
  ])('accepts number %#', (text) => expect(fitsNumeric(text)).toBe(true));

  it.each(['1e131072', '9'.repeat(131_073), `0.${'1'.repeat(16_384)}`, '1e-16384', '1e9999999999'])(
    'refuses number %#',
    (text) => expect(fitsNumeric(text)).toBe(false),
  );

  it('takes the loose spellings of numeric strings for numbers', () => {
    expect(['.9000', '+5', '5.', '1e5'].map(isNumeric)).toEqual([true, true, true, true]);
    expect(['N/A', '', '.', '5%'].map(isNumeric)).toEqual([false, false, false, false]);
  });
});
