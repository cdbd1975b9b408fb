import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationStore, StoredRun, WatchedRun } from '@cortex/domain';
import type { CliContext } from '../cli-context';
import { describeWatchedRun, isUnderWay } from '../terminal/describe-watched-run';
import { drawWatchedRun } from '../terminal/draw-watched-run';
import { ProgressMeter, type Estimate } from '../terminal/progress-meter';
import { formatRuns } from './format-runs';

const WATCH_MS = 1_000;
/** The rest of a screen of 24 lines belongs to the run. */
const MAX_RUNS = 8;
/** A log file wants to know that something happens, not every second of it. */
const REPEAT_MS = 5_000;
const HOME = '\u001b[H';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_SCREEN = `\u001b[2J${HOME}`;

interface Look {
  readonly run: WatchedRun | null;
  readonly runs: readonly StoredRun[];
  readonly estimate: Estimate;
}

/** Shows the run that is under way, whoever runs it and where, until Ctrl-C. */
export async function watchRuns(context: CliContext, store: MigrationStore, json: boolean): Promise<number> {
  const { output, signal } = context;
  const show = json ? showJson : output.isInteractive ? showScreen() : showLines();
  const pace = new Pace(context.now);
  while (!signal.aborted) {
    const run = await store.watchRun();
    show(context, { run, runs: await store.listRuns(MAX_RUNS), estimate: pace.of(run) });
    await delay(WATCH_MS, undefined, { signal }).catch(() => {});
  }
  return 0;
}

type Show = (context: CliContext, look: Look) => void;

const showJson: Show = ({ output }, { run, estimate }) => {
  output.stdout.write(`${JSON.stringify({ type: 'watch', run, estimate })}\n`);
};

/** Drawn over what was there: a screen that is cleared first would flicker. */
function showScreen(): Show {
  let isFirst = true;
  return ({ output }, { run, runs, estimate }) => {
    const now = isUnderWay(run) ? drawWatchedRun({ run, estimate }, output) : 'No run under way.\n';
    const text = `${now}\n${runs.length === 0 ? '' : formatRuns(runs)}`;
    // Each line to its end, then everything below: what was longer before must not shine through.
    const lines = text.replaceAll('\n', '\u001b[K\n');
    output.stdout.write(`${isFirst ? CLEAR_SCREEN : HOME}${lines}${CLEAR_BELOW}`);
    isFirst = false;
  };
}

/** A line when something is new, and one now and then. */
function showLines(): Show {
  let said = '';
  let saidAt = 0;
  return ({ output, now }, { run, runs, estimate }) => {
    const idle = runs[0] === undefined ? 'No run yet.' : `No run under way; the last one: ${runs[0].state}.`;
    const about = isUnderWay(run) ? `${run.runId ?? ''}/${run.progress?.phase ?? ''}` : idle;
    const at = now().getTime();
    if (about === said && (about === idle || at - saidAt < REPEAT_MS)) return;
    said = about;
    saidAt = at;
    const line = isUnderWay(run) ? describeWatchedRun({ run, estimate }) : idle;
    output.stdout.write(`${now().toISOString().slice(0, 19)}Z ${line}\n`);
  };
}

/** Rate and remaining time of the phase that is under way. */
class Pace {
  private meter = new ProgressMeter(null);
  private about = '';

  constructor(private readonly now: () => Date) {}

  of(run: WatchedRun | null): Estimate {
    const progress = isUnderWay(run) ? run.progress : null;
    const about = progress === null ? '' : `${progress.phase} ${progress.expected === null}`;
    if (about !== this.about) this.meter = new ProgressMeter(progress?.expected ?? null);
    this.about = about;
    if (progress !== null) this.meter.record(this.now().getTime(), progress.done);
    return this.meter.estimate();
  }
}
