import type { Phase, ProgressEvent } from '@cortex/domain';
import { hasErrorCode } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { createProgressView } from './create-progress-view';

export interface Following {
  readonly json: boolean;
  readonly hasLog: boolean;
  readonly phases: readonly Phase[];
}

/** Where the work tells how far it is, and wraps the phases that belong to the app. */
export interface Progress {
  readonly tell: (event: ProgressEvent) => void;
  readonly phase: <Result>(phase: Phase, work: () => Promise<Result>) => Promise<Result>;
  /** What `phase` took, by phase. */
  readonly timingsMs: Readonly<Record<string, number>>;
}

const NOTHING = { documents: 0, records: 0, bytes: 0 };

/** Shows the work while it runs; when it ends, however it ends, the terminal is free again. */
export async function followProgress<Result>(
  { output, signal, now }: CliContext,
  following: Following,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const view = createProgressView({ output, now, ...following });
  const sayStopping = (): void =>
    view.handle({ type: 'notice', message: 'stopping at a safe point; Ctrl-C again ends at once' });
  signal.addEventListener('abort', sayStopping, { once: true });
  try {
    const result = await work(createProgress((event) => view.handle(event), now));
    await view.end('done');
    return result;
  } catch (error) {
    await view.end(hasErrorCode(error, 'RUN_INTERRUPTED') ? 'interrupted' : 'failed');
    if (!following.json) output.stdout.write('\n');
    throw error;
  } finally {
    signal.removeEventListener('abort', sayStopping);
  }
}

function createProgress(tell: Progress['tell'], now: () => Date): Progress {
  const timingsMs: Record<string, number> = {};
  return {
    tell,
    timingsMs,
    phase: async (phase, work) => {
      const startedAt = now().getTime();
      tell({ type: 'phase-started', phase, expected: null });
      const result = await work();
      const elapsedMs = now().getTime() - startedAt;
      timingsMs[phase] = elapsedMs;
      tell({ type: 'phase-finished', phase, done: NOTHING, elapsedMs });
      return result;
    },
  };
}
