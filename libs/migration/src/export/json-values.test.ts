import { decodeTestJson } from '../test-support/decode-test-json';
import { canonicalJson, canonicalNumber, plainNumber, printNode } from './json-values';

describe('numbers', () => {
  it.each([
    ['1e2', '100'],
    ['1.50e1', '15.0'],
    ['100e-2', '1.00'],
    ['1e-3', '0.001'],
    ['-0', '0'],
    ['0.10', '0.10'],
    ['-007', '-7'],
    ['.9000', '0.9000'],
  ])('are spelled as PostgreSQL shows them: %s is %s', (text, plain) =>
    expect(plainNumber(text)).toBe(plain),
  );

  it.each([
    ['0.90', '0.9'],
    ['10.00', '10'],
    ['100', '100'],
  ])('lose needless zeros where columns are compared: %s is %s', (text, plain) =>
    expect(canonicalNumber(text)).toBe(plain),
  );
});

describe('JSON', () => {
  it('is the same in any order of members, the last of equal ones counting', () => {
    const one = canonicalJson(decodeTestJson('{"a":1,"b":{"x":1e1,"x":[2]},"a":"z"}'));
    expect(one).toBe(canonicalJson(decodeTestJson('{"b":{"x":[2]},"a":"z"}')));
  });

  it('is printed with the spelling of its numbers', () => {
    expect(printNode(decodeTestJson('{"a": [0.10, null, "\\u00e9"]}'))).toBe('{"a":[0.10,null,"é"]}');
  });
});
