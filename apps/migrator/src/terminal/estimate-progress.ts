import type { ProgressAmount } from '@cortex/domain';

export interface Estimate {
  /** Records per second since the phase began; null in its first moments. */
  readonly recordsPerSecond: number | null;
  /** Milliseconds left; null when it is not known what is expected, or too early to say. */
  readonly restMs: number | null;
}

/** Before this an estimate says more about the start of the phase than about its end. */
const SETTLING_MS = 1_000;
const UNKNOWN: Estimate = { recordsPerSecond: null, restMs: null };

/** Rate and remaining time of one phase. Pure: the caller says what time it is. */
export function estimateProgress(
  elapsedMs: number,
  done: ProgressAmount,
  expected: ProgressAmount | null,
): Estimate {
  if (elapsedMs < SETTLING_MS) return UNKNOWN;
  const share = expected === null ? 0 : shareDone(done, expected);
  return {
    recordsPerSecond: done.records > 0 ? (done.records / elapsedMs) * 1_000 : null,
    restMs: share > 0 ? Math.max(0, elapsedMs / share - elapsedMs) : null,
  };
}

/** Bytes are written first and records afterwards; each is about half of the way. */
function shareDone(done: ProgressAmount, expected: ProgressAmount): number {
  const shares = [
    { part: done.bytes, whole: expected.bytes },
    { part: done.records, whole: expected.records },
  ].flatMap(({ part, whole }) => (whole > 0 ? [Math.min(1, part / whole)] : []));
  if (shares.length === 0) return 0;
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
