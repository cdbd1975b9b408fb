/** Numbers that are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, at least 0, below `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** Each value as often as its weight says. */
  weighted<Value>(values: readonly [Weighted<Value>, ...Weighted<Value>[]]): Value;
}

export type Weighted<Value> = readonly [value: Value, weight: number];

/** mulberry32, seeded by a word and any numbers: every file draws from a source of its own, so order does not matter. */
export function createRandom(seed: number, label: string, index = 0): Random {
  let state = hash(`${seed}/${label}/${index}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)] ?? values[0],
    weighted: (values) => {
      const total = values.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      const found = values.find(([, weight]) => (left -= weight) < 0);
      return (found ?? values[0])[0];
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
