import { failpointNames, isFailpointName, type FailpointName } from '@cortex/platform';
import { createRandom, type Random } from '@cortex/testing';

/** What the harness does while the process stands still at a failpoint. */
export const effects = [
  'end-backend',
  'end-lease',
  'stop-server',
  'cut',
  'second-starter',
  'takeover',
  'change-file',
  'fill-disk',
] as const;
export type Effect = (typeof effects)[number];

/** One start of the migrator, and what goes wrong in it. */
export interface PlannedAttempt {
  /** The scenario, by which the table groups. */
  readonly name: string;
  /** For CORTEX_FAILPOINTS. */
  readonly failpoints: string;
  readonly effect: Effect | null;
  /** SIGKILL after so many milliseconds, wherever the process is. */
  readonly killAfterMs: number | null;
  /** Every packet between process and server takes so long. */
  readonly delayMs: number;
  /** Which of several ways there are to do it. */
  readonly variant: number;
}

export interface FaultPlan {
  readonly seed: number;
  readonly run: number;
  /** Which of the trees. */
  readonly tree: number;
  /** Begins with an empty database instead of a migrated one. */
  readonly fromScratch: boolean;
  /** The attempts that are disturbed; undisturbed ones follow until one succeeds. */
  readonly attempts: readonly PlannedAttempt[];
}

type Scenario = (random: Random, hits: TreeHits) => Omit<FaultPlan, 'seed' | 'run' | 'tree'>;

const runFailpoints = Object.keys(failpointNames)
  .filter(isFailpointName)
  .filter((name) => /^(?!undo\.|export\.|spool\.)/.test(name));
const FROM_SCRATCH: ReadonlySet<string> = new Set(['target.opened', 'migrations.begin', 'migrations.end']);

/** What an undisturbed run over a tree comes by, and how often. */
export interface TreeHits {
  readonly documents: number;
  readonly chunks: Readonly<Record<string, number>>;
}

/** Where a process stands still so that something can be done to what it talks to. */
const IN_CHUNKS = runFailpoints.filter((name) => /^load\.\w+\./.test(name));
const BETWEEN_CHUNKS = IN_CHUNKS.filter((name) => name.endsWith('.committed'));
const COMMITTING = IN_CHUNKS.filter((name) => /(?:checkpointed|commit_sent)$/.test(name));
const CONNECTED = runFailpoints.filter((name) => /^(?:load|gate|publish|views)\./.test(name));
const LEASED = CONNECTED.filter((name) => !name.startsWith('views.'));

export const scenarios: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(runFailpoints.map((name) => [`kill at ${name}`, killAt(name)])),
  'kill anywhere': (random) => ({
    fromScratch: random.chance(0.3),
    attempts: [attempt({ name: 'kill anywhere', killAfterMs: 100 + random.below(1_400) })],
  }),
  'end-backend': disturb('end-backend', IN_CHUNKS),
  'end-lease': disturb('end-lease', LEASED),
  'stop-server': disturb('stop-server', CONNECTED),
  'cut during COMMIT': disturb('cut', COMMITTING),
  'cut elsewhere': disturb('cut', CONNECTED),
  'second-starter': disturb('second-starter', LEASED),
  'takeover, then the zombie wakes': disturb('takeover', BETWEEN_CHUNKS),
  'change-file': disturb('change-file', ['scan.document']),
  'fill-disk': disturb('fill-disk', IN_CHUNKS),
  'slow network and kill': (random, hits) => ({
    fromScratch: false,
    attempts: [attempt({ name: 'slow network and kill', failpoints: pickKill(random, hits), delayMs: 2 })],
  }),
  'slow disk and kill': (random, hits) => {
    const slow = IN_CHUNKS.filter((name) => name.endsWith('.begin')).map((name) => `${name}@1+=delay:10`);
    const failpoints = [pickKill(random, hits), ...slow].join(',');
    return { fromScratch: false, attempts: [attempt({ name: 'slow disk and kill', failpoints })] };
  },
};

/** In every fourth run the resumed attempt is killed as well. */
const SECOND_FAULT = 0.25;

/**
 * What happens in run `run` of a seed. Every scenario comes once before one comes again, in an order of its own per
 * round; everything else is drawn. The same numbers give the same plan.
 */
export function planFaults(
  { seed, run }: { readonly seed: number; readonly run: number },
  trees: readonly TreeHits[],
  only = '',
): FaultPlan {
  const names = Object.keys(scenarios).filter((name) => name.includes(only));
  const order = shuffle(names, createRandom(seed, 'order', Math.floor(run / names.length)));
  const name = order[run % names.length] ?? '';
  const random = createRandom(seed, 'faults', run);
  const tree = random.below(trees.length);
  const [scenario, hits] = [scenarios[name], trees[tree]];
  if (scenario === undefined || hits === undefined)
    throw new Error(`There is no tree, or no fault is named like "${only}".`);
  const planned = scenario(random, hits);
  const second = random.chance(SECOND_FAULT)
    ? [attempt({ name: 'second fault', failpoints: pickKill(random, afterFirst(hits)) })]
    : [];
  const attempts = [...planned.attempts.map((first) => ({ ...first, name })), ...second];
  return { seed, run, ...planned, tree, attempts };
}

function attempt(parts: Partial<PlannedAttempt> & { readonly name: string }): PlannedAttempt {
  return { failpoints: '', effect: null, killAfterMs: null, delayMs: 0, variant: 0, ...parts };
}

function killAt(name: FailpointName): Scenario {
  return (random, hits) => ({
    fromScratch: FROM_SCRATCH.has(name),
    attempts: [
      attempt({ name: `kill at ${name}`, failpoints: `${name}@${occurrence(name, { random, hits })}=kill` }),
    ],
  });
}

function disturb(effect: Effect, at: readonly FailpointName[]): Scenario {
  return (random, hits) => {
    const name = at[random.below(at.length)] ?? 'gate.begin';
    const failpoints = `${name}@${occurrence(name, { random, hits })}=stop`;
    return {
      fromScratch: false,
      attempts: [attempt({ name: effect, failpoints, effect, variant: random.below(60) })],
    };
  };
}

function pickKill(random: Random, hits: TreeHits): string {
  const name = IN_CHUNKS[random.below(IN_CHUNKS.length)] ?? 'gate.begin';
  return `${name}@${occurrence(name, { random, hits })}=kill`;
}

interface Draw {
  readonly random: Random;
  readonly hits: TreeHits;
}

function occurrence(name: FailpointName, { random, hits }: Draw): number {
  if (name === 'scan.document') return 1 + random.below(hits.documents);
  const phase = /^load\.(\w+)\./.exec(name)?.[1] ?? '';
  return 1 + random.below(hits.chunks[phase] ?? 1);
}

/** Much is done by then. */
function afterFirst({ documents, chunks }: TreeHits): TreeHits {
  const third = Object.entries(chunks).map(([phase, hits]) => [phase, Math.ceil(hits / 3)] as const);
  return { documents, chunks: Object.fromEntries(third) };
}

function shuffle(names: readonly string[], random: Random): readonly string[] {
  return names
    .map((name) => ({ name, rank: random.next() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ name }) => name);
}
