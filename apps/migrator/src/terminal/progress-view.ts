import type { ProgressEvent } from '@cortex/domain';

/** How the work ended, for a view that shows a phase under way. */
export type Ending = 'done' | 'failed' | 'interrupted';

/** One way to show what a run tells while it works. */
export interface ProgressView {
  handle(event: ProgressEvent): void;
  /** Draws the last state and leaves the terminal as it was; afterwards others may write. */
  end(ending: Ending): Promise<void>;
}
