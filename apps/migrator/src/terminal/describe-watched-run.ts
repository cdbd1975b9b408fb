import type { ProgressAmount, WatchedRun } from '@cortex/domain';
import { formatBytes, formatCount, formatCounted, formatDuration } from '@cortex/migration';
import { describeProgress } from './describe-progress';
import { phaseTitles } from './phase-titles';
import type { Estimate } from './progress-meter';

export interface WatchedState {
  readonly run: WatchedRun;
  readonly estimate: Estimate;
}

/** A sign of life is due every second; after so long without one something is wrong. */
const SILENT_MS = 10_000;

/** Whether somebody works at this moment. */
export function isUnderWay(run: WatchedRun | null): run is WatchedRun {
  return run?.isHeld === true;
}

/** One line for a log file: `Load · 8,400 of 17,956 records · 2,100/s · 4.6 s left · 14 chunks, the last 0.4 s ago`. */
export function describeWatchedRun({ run, estimate }: WatchedState): string {
  const { progress } = run;
  const parts = [
    progress === null ? 'Begins' : phaseTitles[progress.phase],
    progress === null ? '' : describeProgress({ ...progress, estimate }),
    describeChunks(run),
    run.holder ?? '',
    describeSilence(run) ?? '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Lines for a terminal, as name and text. */
export function listWatchedRun({ run, estimate }: WatchedState): readonly (readonly [string, string])[] {
  const { progress } = run;
  const lines: readonly (readonly [string, string])[] = [
    ['Run', [run.runId ?? 'no number before the tree is read', run.state ?? ''].filter(Boolean).join(' · ')],
    ['Tree', run.treeName ?? ''],
    ['Holder', run.holder ?? ''],
    [
      'Phase',
      progress === null ? 'begins' : `${phaseTitles[progress.phase]} · ${formatDuration(progress.phaseMs)}`,
    ],
    ['Progress', progress === null ? '' : describeProgress({ ...progress, estimate })],
    ['Done', progress === null ? '' : describeAmounts(progress.done, progress.expected)],
    ['Chunks', describeChunks(run)],
    [
      'Heartbeat',
      describeSilence(run) ?? (run.beatAgeMs === null ? '' : `${formatDuration(run.beatAgeMs)} ago`),
    ],
  ];
  return lines.filter(([, text]) => text !== '');
}

/** From 0 to 1; null when nobody knows what there is to do. */
export function shareDone({ progress }: WatchedRun): number | null {
  const expected = progress?.expected ?? null;
  if (progress === null || expected === null) return null;
  const total = expected.records > 0 ? expected.records : expected.documents;
  const done = expected.records > 0 ? progress.done.records : progress.done.documents;
  return total === 0 ? null : Math.min(1, done / total);
}

function describeAmounts(done: ProgressAmount, expected: ProgressAmount | null): string {
  const of = (count: number, total: number | undefined): string =>
    total === undefined ? formatCount(count) : `${formatCount(count)} of ${formatCount(total)}`;
  const bytes = expected === null ? '' : ` of ${formatBytes(expected.bytes)}`;
  return `${of(done.documents, expected?.documents)} documents · ${formatBytes(done.bytes)}${bytes}`;
}

function describeChunks({ chunks, checkpointAgeMs }: WatchedRun): string {
  if (chunks === 0) return '';
  const last =
    checkpointAgeMs === null ? '' : `, the last ${formatDuration(Math.max(0, checkpointAgeMs))} ago`;
  return `${formatCounted(chunks, 'chunk')} committed${last}`;
}

function describeSilence({ beatAgeMs }: WatchedRun): string | null {
  if (beatAgeMs === null || beatAgeMs < SILENT_MS) return null;
  return `no sign of life for ${formatDuration(beatAgeMs)}`;
}
