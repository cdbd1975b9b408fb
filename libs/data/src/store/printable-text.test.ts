import { printableJson, printableText } from './printable-text';

describe('printableText', () => {
  it('has no NUL character, and is the text itself where there was none', () => {
    expect(printableText('a\0b\0')).toBe('a\\u0000b\\u0000');
    expect(printableText('tab\t')).toBe('tab\t');
  });
});

describe('printableJson', () => {
  it('replaces what jsonb refuses, in strings at any depth', () => {
    const value = { list: ['\0', { half: 'x\uDC00', pair: '\u{1F600}' }], count: 1, none: null };
    expect(JSON.parse(printableJson(value))).toEqual({
      list: ['\\u0000', { half: 'x\uFFFD', pair: '\u{1F600}' }],
      count: 1,
      none: null,
    });
  });
});
