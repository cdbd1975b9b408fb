import { planFaults, scenarios } from './fault-plan';

describe('a fault plan', () => {
  it('is the same for the same seed, and each fault comes once before one comes again', () => {
    const count = Object.keys(scenarios).length;
    const names = Array.from(
      { length: count },
      (_, run) => planFaults({ seed: 3, run }, 5).attempts[0]?.name,
    );
    expect(new Set(names).size).toBe(count);
    expect(planFaults({ seed: 3, run: 9 }, 5)).toEqual(planFaults({ seed: 3, run: 9 }, 5));
    expect(planFaults({ seed: 4, run: 9 }, 5)).not.toEqual(planFaults({ seed: 3, run: 9 }, 5));
  });
});
