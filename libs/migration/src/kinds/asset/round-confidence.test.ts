import { roundConfidence } from './round-confidence';

describe('rounded confidence', () => {
  it.each([
    ['0', '0.00', true],
    ['1', '1.00', true],
    ['.9000', '0.90', true],
    ['0.10', '0.10', true],
    ['0.868', '0.87', false],
    ['0.005', '0.01', false],
    ['0.0049', '0.00', false],
    ['0.999', '1.00', false],
    ['01.00', '1.00', true],
  ])('of %s is %s', (spelling, text, isExact) => {
    expect(roundConfidence(spelling)).toEqual({ text, isExact });
  });

  it.each(['', '.', '1.01', '2', '85', '-0.5', '1e-2', 'N/A', '1.001'])('of %j is none', (spelling) => {
    expect(roundConfidence(spelling)).toBeNull();
  });
});
