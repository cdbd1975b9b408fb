import type { Phase, ProgressAmount } from './progress-event';

/** How far a run is, as it says of itself. */
export interface RunProgress {
  readonly phase: Phase;
  readonly done: ProgressAmount;
  /** null while nobody knows what there is to do. */
  readonly expected: ProgressAmount | null;
  /** How long the phase has worked. */
  readonly phaseMs: number;
}

/** What the database knows of the run that was last heard of; ages are by its clock. */
export interface WatchedRun {
  /** Whether a session holds the lock of the migrator. */
  readonly isHeld: boolean;
  readonly holder: string | null;
  /** null while the tree is scanned: the run has no row yet. */
  readonly runId: string | null;
  readonly treeName: string | null;
  readonly state: string | null;
  /** null when no run has said anything yet. */
  readonly progress: RunProgress | null;
  /** Since the last sign of life. */
  readonly beatAgeMs: number | null;
  readonly chunks: number;
  /** Since the last chunk was committed. */
  readonly checkpointAgeMs: number | null;
}
