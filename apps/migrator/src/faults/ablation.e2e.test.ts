import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openFaultPlace, type FaultPlace } from './test-support/fault-place';
import { planFaults } from './test-support/fault-plan';
import { hitsOf, prepareFaultTrees, type FaultTree } from './test-support/fault-trees';
import { runFaultPlan } from './test-support/run-fault-plan';

/** A guard of the migrator, how it is taken out of its bundle, and the fault that must show it. */
const ABLATIONS: readonly {
  readonly guard: string;
  readonly code: string;
  readonly without: string;
  readonly fault: string;
  readonly shows: RegExp;
}[] = [
  {
    guard: 'rows and ledger of a chunk are one transaction',
    code: 'async writeLedger(entries) {',
    without: 'async writeLedger(entries) { await this.#client.query("COMMIT; BEGIN");',
    fault: 'kill at load.records.written',
    shows: /audit_logs: \d+ rows instead of/,
  },
  {
    guard: 'a chunk of a run that was taken over is refused',
    code: 'if (fencing !== lease.fencing) throw fencedOut(lease, fencing);',
    without: '',
    fault: 'takeover',
    shows: /the zombie (?:committed|left with 1: .*another content)/,
  },
  {
    guard: 'one holder at a time',
    code: 'SELECT pg_try_advisory_lock(',
    without: 'SELECT true OR pg_try_advisory_lock(',
    fault: 'second-starter',
    shows: /a second starter left with/,
  },
];

describe('the harness', () => {
  let place: FaultPlace;
  let tree: FaultTree;
  beforeAll(async () => {
    place = await openFaultPlace();
    const [only] = await prepareFaultTrees(place, ['generated-1']);
    tree = only!;
  });
  afterAll(() => place.close());

  it.each(ABLATIONS)('notices when a guard is missing: $guard', async ({ code, without, fault, shows }) => {
    const bundle = join(place.folder, 'bundle');
    cpSync(place.bundle, bundle, { recursive: true });
    const whole = readFileSync(join(bundle, 'main.js'), 'utf8');
    expect(whole.split(code)).toHaveLength(2);
    writeFileSync(join(bundle, 'main.js'), whole.replace(code, without));
    const plan = planFaults({ seed: 1, run: 0 }, [hitsOf(tree)], fault);
    const { problems } = await runFaultPlan({ ...place, bundle }, plan, tree);
    expect(problems.join('\n')).toMatch(shows);
  });
});
