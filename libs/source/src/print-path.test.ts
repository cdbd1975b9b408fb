import fc from 'fast-check';
import { printPath } from './print-path';

describe('printing a path', () => {
  it.each([
    ['coordination/a b.json', 'coordination/a b.json'],
    ['masters/\ndevelopment', 'masters/\\x0adevelopment'],
    ['a:b\\c', 'a:b\\\\c'],
    ['é🙂', 'é🙂'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['a\u202eb', 'a\\xe2\\x80\\xaeb'],
  ])('shows %j as %j', (path, printed) => {
    expect(printPath(Buffer.from(path))).toBe(printed);
  });

  it('shows bytes that are no UTF-8 one by one, and the rest as it is', () => {
    expect(printPath(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x82]))).toBe('a\\xffé\\xe2\\x82');
    expect(printPath(Buffer.from([0xed, 0xa0, 0x80]))).toBe('\\xed\\xa0\\x80');
  });

  it('shows different paths differently, and nothing that moves a terminal', () => {
    const path = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(path, path, (left, right) => {
        expect(printPath(left) === printPath(right)).toBe(left.equals(right));
        expect(printPath(left)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 500 },
    );
  });
});
