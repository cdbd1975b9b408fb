import type { Phase, ProgressAmount, ProgressEvent } from '@cortex/domain';
import { describeDone, describeProgress } from './describe-progress';
import type { OutputStream } from './output';
import { phaseTitles } from './phase-titles';
import { ProgressMeter } from './progress-meter';
import type { ProgressView } from './progress-view';

/** A log file wants to know that something happens, not every step of it. */
const REPEAT_MS = 5_000;
const TITLE_COLUMNS = 20;

/** Lines that stay readable in a log file: one when a phase is done, one now and then while it works. */
export class PlainView implements ProgressView {
  private meter = new ProgressMeter(null);
  private saidAt = 0;
  private expected: ProgressAmount | null = null;

  constructor(
    private readonly stdout: OutputStream,
    private readonly now: () => Date,
  ) {}

  handle(event: ProgressEvent): void {
    if (event.type === 'phase-started') this.begin(event.expected);
    if (event.type === 'progress') this.sayNowAndThen(event.phase, event.done);
    if (event.type === 'phase-finished') this.say(event.phase, describeDone(event.done, event.elapsedMs));
    if (event.type === 'notice') this.stdout.write(`${event.message}\n`);
  }

  async end(): Promise<void> {}

  private begin(expected: ProgressAmount | null): void {
    this.saidAt = this.now().getTime();
    this.meter = new ProgressMeter(expected);
    this.expected = expected;
  }

  private sayNowAndThen(phase: Phase, done: ProgressAmount): void {
    const at = this.now().getTime();
    this.meter.record(at, done);
    if (at - this.saidAt < REPEAT_MS) return;
    this.saidAt = at;
    const estimate = this.meter.estimate();
    this.say(phase, `… ${describeProgress({ done, expected: this.expected, estimate })}`);
  }

  private say(phase: Phase, text: string): void {
    this.stdout.write(`${phaseTitles[phase].padEnd(TITLE_COLUMNS)}${text}\n`);
  }
}
