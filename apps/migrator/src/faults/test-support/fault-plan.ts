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

type Scenario = (random: Random) => Omit<FaultPlan, 'seed' | 'run' | 'tree'>;

const runFailpoints = Object.keys(failpointNames)
  .filter(isFailpointName)
  .filter((name) => /^(?!undo\.|spool\.)/.test(name));
const FROM_SCRATCH: ReadonlySet<string> = new Set(['target.opened', 'migrations.begin', 'migrations.end']);

/** Hits of a failpoint in a run over the smallest of the trees; others are hit once. */
const HITS: readonly (readonly [prefix: string, hits: number])[] = [
  ['scan.document', 60],
  ['load.documents.', 3],
  ['load.rows.', 12],
  ['load.records.', 30],
];

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
  'slow network and kill': (random) => ({
    fromScratch: false,
    attempts: [attempt({ name: 'slow network and kill', failpoints: pickKill(random), delayMs: 2 })],
  }),
  'slow disk and kill': (random) => {
    const slow = IN_CHUNKS.filter((name) => name.endsWith('.begin')).map((name) => `${name}@1+=delay:10`);
    const failpoints = [pickKill(random), ...slow].join(',');
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
  numbers: { readonly seed: number; readonly run: number },
  trees: number,
  only = '',
): FaultPlan {
  const names = Object.keys(scenarios).filter((name) => name.includes(only));
  if (names.length === 0) throw new Error(`No scenario is named like "${only}".`);
  const { seed, run } = numbers;
  const random = createRandom(seed, 'faults', run);
  const order = shuffle(names, createRandom(seed, 'order', Math.floor(run / names.length)));
  const name = order[run % names.length] ?? '';
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error('Every name has its scenario.');
  const planned = scenario(random);
  const second = random.chance(SECOND_FAULT)
    ? [attempt({ name: 'second fault', failpoints: pickKill(random) })]
    : [];
  const attempts = [...planned.attempts.map((first) => ({ ...first, name })), ...second];
  return { seed, run, ...planned, tree: random.below(trees), attempts };
}

function attempt(parts: Partial<PlannedAttempt> & { readonly name: string }): PlannedAttempt {
  return { failpoints: '', effect: null, killAfterMs: null, delayMs: 0, variant: 0, ...parts };
}

function killAt(name: FailpointName): Scenario {
  return (random) => ({
    fromScratch: FROM_SCRATCH.has(name),
    attempts: [attempt({ name: `kill at ${name}`, failpoints: `${name}@${occurrence(name, random)}=kill` })],
  });
}

function disturb(effect: Effect, at: readonly FailpointName[]): Scenario {
  return (random) => {
    const name = at[random.below(at.length)] ?? 'gate.begin';
    const failpoints = `${name}@${occurrence(name, random)}=stop`;
    return {
      fromScratch: false,
      attempts: [attempt({ name: effect, failpoints, effect, variant: random.below(60) })],
    };
  };
}

function pickKill(random: Random): string {
  const name = IN_CHUNKS[random.below(IN_CHUNKS.length)] ?? 'gate.begin';
  return `${name}@${occurrence(name, random)}=kill`;
}

function occurrence(name: FailpointName, random: Random): number {
  const [, hits] = HITS.find(([prefix]) => name.startsWith(prefix)) ?? [name, 1];
  return 1 + random.below(hits);
}

function shuffle(names: readonly string[], random: Random): readonly string[] {
  return names
    .map((name) => ({ name, rank: random.next() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ name }) => name);
}
