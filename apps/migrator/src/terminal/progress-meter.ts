import type { ProgressAmount } from '@cortex/domain';

export interface Estimate {
  /** Records per second of late; null when too little was seen. */
  readonly recordsPerSecond: number | null;
  /** Milliseconds left at this rate; null when it is not known what is expected. */
  readonly restMs: number | null;
}

interface Sample {
  readonly atMs: number;
  readonly records: number;
}

/** What happened longer ago says nothing about the rate of now. */
const WINDOW_MS = 15_000;
/** Before this an estimate says more about the first chunk than about the work. */
const SETTLING_MS = 1_000;
const UNKNOWN: Estimate = { recordsPerSecond: null, restMs: null };

/** Rate and remaining time of one phase, from what it reported in the last seconds. */
export class ProgressMeter {
  private samples: Sample[] = [];

  constructor(private readonly expected: ProgressAmount | null) {}

  /** Records begin to count when the first of them is done: a phase may have other things to do before. */
  record(atMs: number, done: ProgressAmount): void {
    if (done.records === 0) return;
    this.samples = this.samples.filter((sample) => atMs - sample.atMs <= WINDOW_MS);
    this.samples.push({ atMs, records: done.records });
  }

  estimate(): Estimate {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined) return UNKNOWN;
    const spanMs = last.atMs - first.atMs;
    const records = last.records - first.records;
    if (spanMs < SETTLING_MS || records <= 0) return UNKNOWN;
    const recordsPerMs = records / spanMs;
    const rest = this.expected === null ? null : Math.max(0, this.expected.records - last.records);
    return { recordsPerSecond: recordsPerMs * 1_000, restMs: rest === null ? null : rest / recordsPerMs };
  }
}
