import { parseArgs } from 'node:util';

import { openFaultPlace } from './fault-place';
import { planFaults, scenarios, type FaultPlan } from './fault-plan';
import { hitsOf, prepareFaultTrees } from './fault-trees';
import { renderFaultTable } from './render-fault-table';
import { runFaultPlan, type FaultOutcome } from './run-fault-plan';

interface FaultRequest {
  readonly seed: number;
  readonly first: number;
  readonly runs: number;
  readonly only: string;
  readonly print: (line: string) => void;
}

/** Runs one plan after the other; every line says how to see it again. */
export async function runFaults(request: FaultRequest): Promise<readonly FaultOutcome[]> {
  const { seed, first, runs, only, print } = request;
  const place = await openFaultPlace();
  try {
    const trees = await prepareFaultTrees(place);
    const outcomes: FaultOutcome[] = [];
    for (let run = first; run < first + runs; run += 1) {
      const plan = planFaults({ seed, run }, trees.map(hitsOf), only);
      const tree = trees[plan.tree];
      if (tree === undefined) throw new Error(`There is no tree ${plan.tree}.`);
      const outcome = await runFaultPlan(place, plan, tree);
      outcomes.push(outcome);
      print(`${describePlan(plan, only)} tree ${tree.name}: ${describeOutcome(outcome)}`);
    }
    return outcomes;
  } finally {
    await place.close();
  }
}

function describePlan({ seed, run, attempts }: FaultPlan, only: string): string {
  const faults = attempts.map(({ name, failpoints, killAfterMs }) => {
    const at = killAfterMs === null ? failpoints : `after ${killAfterMs} ms`;
    return `${name} (${at})`;
  });
  const filter = only === '' ? '' : ` --only "${only}"`;
  return `--seed ${seed} --run ${run}${filter}: ${faults.join(', then ')}`;
}

function describeOutcome({ problems, deaths, redoneChunks, elapsedMs }: FaultOutcome): string {
  const verdict = problems.length === 0 ? 'same as undisturbed' : `VIOLATION: ${problems.join('; ')}`;
  return `${deaths} died, ${redoneChunks} chunks redone, ${(elapsedMs / 1_000).toFixed(1)} s, ${verdict}`;
}

const USAGE = 'npm run faults -- [--runs N] [--seed S] [--run I] [--only "part of a name"] [--list]';

/** The command line of `npm run faults`. @returns the exit code: 1 when a promise was broken. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      runs: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      run: { type: 'string' },
      only: { type: 'string', default: '' },
      list: { type: 'boolean', default: false },
    },
  });
  const print = (line: string): void => console.log(line);
  if (values.list) {
    Object.keys(scenarios).forEach(print);
    return 0;
  }
  const [seed, first] = [Number(values.seed), Number(values.run ?? '0')];
  const runs = values.run === undefined ? Number(values.runs) : 1;
  if (![seed, first, runs].every((number) => Number.isSafeInteger(number) && number >= 0)) {
    print(USAGE);
    return 2;
  }
  const outcomes = await runFaults({ seed, first, runs, only: values.only, print });
  print(renderFaultTable(outcomes));
  return outcomes.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
