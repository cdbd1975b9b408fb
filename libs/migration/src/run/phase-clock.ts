import type { Phase, ProgressAmount, ProgressEvent } from '@cortex/domain';

const NOTHING: ProgressAmount = { documents: 0, records: 0, bytes: 0 };

/** Times the phases and tells of them. */
export class PhaseClock {
  readonly timingsMs: Record<string, number> = {};
  private done: ProgressAmount = NOTHING;

  constructor(
    private readonly progress: (event: ProgressEvent) => void,
    private readonly now: () => Date,
  ) {}

  async run<T>(phase: Phase, expected: ProgressAmount | null, work: () => Promise<T>): Promise<T> {
    const started = this.now().getTime();
    this.done = NOTHING;
    this.progress({ type: 'phase-started', phase, expected });
    const result = await work();
    const elapsedMs = this.now().getTime() - started;
    this.timingsMs[phase] = (this.timingsMs[phase] ?? 0) + elapsedMs;
    this.progress({ type: 'phase-finished', phase, done: this.done, elapsedMs });
    return result;
  }

  reached(phase: Phase, done: ProgressAmount): void {
    this.done = done;
    this.progress({ type: 'progress', phase, done });
  }

  advanced(phase: Phase, by: Partial<ProgressAmount>): void {
    const { documents, records, bytes } = this.done;
    this.reached(phase, {
      documents: documents + (by.documents ?? 0),
      records: records + (by.records ?? 0),
      bytes: bytes + (by.bytes ?? 0),
    });
  }
}
