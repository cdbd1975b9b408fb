import fc from 'fast-check';

import { orderByReference } from './order-by-reference';

describe('order by reference', () => {
  it('puts what a key needs before the key, whatever the order given (acyclic needs)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.func(fc.array(fc.nat(), { maxLength: 3 })),
        (size, parents) => {
          const keys = Array.from({ length: size }, (_, index) => String(index));
          const needs = (key: string) =>
            Number(key) === 0 ? [] : parents(key).map((parent) => String(parent % Number(key)));
          const ordered = orderByReference([...keys].reverse(), needs);
          const position = new Map(ordered.map((key, index) => [key, index]));
          expect([...ordered].sort()).toEqual([...keys].sort());
          for (const key of keys) {
            for (const need of needs(key)) expect(position.get(need)).toBeLessThan(position.get(key) ?? -1);
          }
        },
      ),
    );
  });

  it('places every key of a cycle once', () => {
    const needs = (key: string) => ({ a: ['b'], b: ['c'], c: ['a'] })[key] ?? [];
    expect([...orderByReference(['a', 'b', 'c'], needs)].sort()).toEqual(['a', 'b', 'c']);
  });

  it('ignores needs that are no keys, and keys that need themselves', () => {
    expect(orderByReference(['a', 'b'], (key) => (key === 'a' ? ['nowhere', 'a'] : []))).toEqual(['a', 'b']);
  });

  it('does not overflow the stack on a chain of 200,000', () => {
    const size = 200_000;
    const keys = Array.from({ length: size }, (_, index) => String(index));
    const ordered = orderByReference(keys, (key) =>
      Number(key) + 1 < size ? [String(Number(key) + 1)] : [],
    );
    expect(ordered[0]).toBe(String(size - 1));
  });
});
