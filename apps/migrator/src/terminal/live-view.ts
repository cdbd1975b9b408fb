import type { Phase, ProgressAmount, ProgressEvent } from '@cortex/domain';
import { cutMiddle } from '@cortex/migration';
import { Listr } from 'listr2';
import { describeDone, describeProgress } from './describe-progress';
import { phaseTitles } from './phase-titles';
import { ProgressMeter } from './progress-meter';
import type { Ending, ProgressView } from './progress-view';

const TITLE_COLUMNS = 20;
/** Sign and space before a line, and the last column, which some terminals wrap at. */
const MARGIN_COLUMNS = 4;
/** Faster than this nobody reads. */
const REDRAW_MS = 100;

export interface LiveViewOptions {
  /** In the order in which they come. */
  readonly phases: readonly Phase[];
  readonly width: number;
  readonly now: () => Date;
}

/** One line of the list: a promise that Listr waits for, and what stands beside the title. */
class PhaseLine {
  readonly finished: Promise<void>;
  expected: ProgressAmount | null = null;
  meter = new ProgressMeter(null);
  note: string | null = null;
  detail = '';
  setTitle: ((title: string) => void) | null = null;
  resolve: () => void = () => {};
  reject: (reason: Error) => void = () => {};
  isSettled = false;

  constructor(readonly phase: Phase) {
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Listr may not have come to this line yet when it fails.
    this.finished.catch(() => {});
  }
}

/** The phases as a list that is drawn anew in place, with rate and remaining time, on a terminal. */
export class LiveView implements ProgressView {
  private readonly lines: readonly PhaseLine[];
  private readonly drawing: Promise<void>;
  private drawnAt = 0;

  constructor(private readonly options: LiveViewOptions) {
    this.lines = options.phases.map((phase) => new PhaseLine(phase));
    this.drawing = this.draw();
  }

  handle(event: ProgressEvent): void {
    if (event.type === 'notice') this.note(event.message);
    if (event.type === 'notice' || event.type === 'report') return;
    const line = this.lines.find(({ phase }) => phase === event.phase);
    if (line === undefined) return;
    if (event.type === 'phase-started') this.begin(line, event.expected);
    if (event.type === 'progress') this.advance(line, event.done);
    if (event.type === 'phase-finished') this.finish(line, describeDone(event.done, event.elapsedMs));
  }

  async end(ending: Ending): Promise<void> {
    const open = this.lines.filter(({ isSettled }) => !isSettled);
    for (const line of open) line.isSettled = true;
    if (ending === 'done') for (const line of open) line.resolve();
    else this.fail(open[0], ending);
    await this.drawing;
  }

  private fail(line: PhaseLine | undefined, ending: Ending): void {
    if (line === undefined) return;
    if (ending === 'interrupted') line.detail = `stopped ${line.detail && `· ${line.detail}`}`;
    line.note = null;
    this.show(line);
    line.reject(new EndOfWork(ending));
  }

  private async draw(): Promise<void> {
    const tasks = this.lines.map((line) => ({
      title: phaseTitles[line.phase],
      task: (_: unknown, task: { title: string }): Promise<void> => {
        line.setTitle = (title) => {
          task.title = title;
        };
        this.show(line);
        return line.finished;
      },
    }));
    const list = new Listr(tasks, {
      // Its own listener would end the process in the middle of a chunk.
      registerSignalListeners: false,
      // Whoever chose this view has found out that the terminal can be drawn on.
      forceTTY: true,
      rendererOptions: { showErrorMessage: false, formatOutput: 'truncate' },
    });
    await list.run().catch(() => {});
  }

  private begin(line: PhaseLine, expected: ProgressAmount | null): void {
    line.expected = expected;
    line.meter = new ProgressMeter(expected);
    this.show(line);
  }

  private advance(line: PhaseLine, done: ProgressAmount): void {
    const at = this.options.now().getTime();
    if (at - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = at;
    line.meter.record(at, done);
    line.detail = describeProgress({ done, expected: line.expected, estimate: line.meter.estimate() });
    this.show(line);
  }

  private finish(line: PhaseLine, detail: string): void {
    line.detail = detail;
    line.note = null;
    line.isSettled = true;
    this.show(line);
    line.resolve();
  }

  private note(message: string): void {
    const line = this.lines.find(({ isSettled }) => !isSettled);
    if (line === undefined) return;
    line.note = message;
    this.show(line);
  }

  private show(line: PhaseLine): void {
    const { note, detail, phase } = line;
    const text = `${phaseTitles[phase].padEnd(TITLE_COLUMNS)}${note ?? detail}`.trimEnd();
    line.setTitle?.(cutMiddle(text, this.options.width - MARGIN_COLUMNS));
  }
}

/** Marks the line at which the work ended; the reason itself is printed below the list. */
class EndOfWork extends Error {}
