import type { RunReport } from './run-report';

/** What a run tells while it works; terminal, plain lines and JSON lines are projections of it. */
export type ProgressEvent =
  | { readonly type: 'phase-started'; readonly phase: Phase; readonly expected: ProgressAmount | null }
  | { readonly type: 'progress'; readonly phase: Phase; readonly done: ProgressAmount }
  | {
      readonly type: 'phase-finished';
      readonly phase: Phase;
      readonly done: ProgressAmount;
      readonly elapsedMs: number;
    }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'report'; readonly report: RunReport };

export type Phase =
  | 'server'
  | 'migrations'
  | 'scan'
  | 'plan'
  | 'load'
  | 'indexes'
  | 'gate'
  | 'publish'
  | 'report'
  | 'export'
  | 'compare'
  | 'verify';

export interface ProgressAmount {
  readonly documents: number;
  readonly records: number;
  readonly bytes: number;
}
