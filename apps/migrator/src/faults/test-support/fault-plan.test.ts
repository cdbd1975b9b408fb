import { planFaults, scenarios } from './fault-plan';

const trees = Array.from({ length: 5 }, (_, index) => ({
  documents: 50 + index,
  chunks: { documents: 5, rows: 10, records: 20 },
}));
const plan = (seed: number, run: number) => planFaults({ seed, run }, trees);

describe('a fault plan', () => {
  it('is the same for the same seed, and each fault comes once before one comes again', () => {
    const count = Object.keys(scenarios).length;
    const names = Array.from({ length: count }, (_, run) => plan(3, run).attempts[0]?.name);
    expect(new Set(names).size).toBe(count);
    expect(plan(3, 9)).toEqual(plan(3, 9));
    expect(plan(4, 9)).not.toEqual(plan(3, 9));
  });
});
