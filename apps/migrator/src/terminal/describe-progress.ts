import type { ProgressAmount } from '@cortex/domain';
import { formatBytes, formatCount, formatCounted, formatDuration } from '@cortex/migration';
import type { Estimate } from './progress-meter';

export interface PhaseProgress {
  readonly done: ProgressAmount;
  readonly expected: ProgressAmount | null;
  readonly estimate: Estimate;
}

/** While a phase works: `8,400 of 17,956 records · 2,100/s · 4.6 s left`. */
export function describeProgress({ done, expected, estimate }: PhaseProgress): string {
  const { recordsPerSecond, restMs } = estimate;
  const parts = [
    describeReached(done, expected),
    recordsPerSecond === null ? '' : `${formatCount(recordsPerSecond)}/s`,
    restMs === null ? '' : `${formatDuration(restMs)} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** When it is done: `1,049 documents · 17,956 records · 32.1 MB · 3.1 s`; what is zero is left out. */
export function describeDone(done: ProgressAmount, elapsedMs: number): string {
  const parts = [
    done.documents > 0 ? formatCounted(done.documents, 'document') : '',
    done.records > 0 ? formatCounted(done.records, 'record') : '',
    done.bytes > 0 ? formatBytes(done.bytes) : '',
    formatDuration(elapsedMs),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function describeReached(done: ProgressAmount, expected: ProgressAmount | null): string {
  if (expected !== null && done.records > 0) {
    return `${formatCount(done.records)} of ${formatCounted(expected.records, 'record')}`;
  }
  if (expected !== null && done.documents > 0) {
    return `${formatCount(done.documents)} of ${formatCounted(expected.documents, 'document')}`;
  }
  const parts = [
    done.documents > 0 ? formatCounted(done.documents, 'document') : '',
    done.records > 0 ? formatCounted(done.records, 'record') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
