import { openFaultPlace, type FaultPlace } from './test-support/fault-place';
import { planFaults } from './test-support/fault-plan';
import { hitsOf, prepareFaultTrees, type FaultTree } from './test-support/fault-trees';
import { runFaultPlan } from './test-support/run-fault-plan';

/** Another seed is another sample; the long run is `npm run faults`. */
const SEED = 20_261_124;

/** One of each family, so that the sample ends within a minute and a half. */
const SAMPLE = [
  'kill at migrations.begin',
  'kill at load.documents.written',
  'kill at load.rows.checkpointed',
  'kill at load.records.commit_sent',
  'kill at publish.written',
  'kill at views.begin',
  'kill anywhere',
  'end-backend',
  'end-lease',
  'stop-server',
  'cut during COMMIT',
  'second-starter',
  'takeover, then the zombie wakes',
  'change-file',
  'fill-disk',
  'slow disk and kill',
];

describe('a migration that goes wrong', () => {
  let place: FaultPlace;
  let trees: readonly FaultTree[];
  beforeAll(async () => {
    place = await openFaultPlace();
    trees = await prepareFaultTrees(place, ['generated-1', 'cortex']);
  });
  afterAll(() => place.close());

  it.each(SAMPLE)('is as if nothing had happened when it is started again: %s', async (name) => {
    const plan = planFaults({ seed: SEED, run: 0 }, trees.map(hitsOf), name);
    const tree = trees[plan.tree] ?? trees[0]!;
    const { problems, lost, double } = await runFaultPlan(place, plan, tree);
    expect({ problems, lost, double }).toEqual({ problems: [], lost: 0, double: 0 });
  });
});
