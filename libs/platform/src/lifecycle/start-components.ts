import { CortexError } from '../errors/cortex-error';
import { toErrorRecord } from '../errors/error-record';

const DEFAULT_STOP_DEADLINE_MS = 10_000;

/** A part of a program with a lifetime: a server, a pool, a relay. */
export interface Component {
  readonly name: string;
  readonly start?: (signal: AbortSignal) => Promise<void> | void;
  readonly stop?: () => Promise<void> | void;
  /** How long `stop` may take before the next one is stopped anyway; 10 s when not given. */
  readonly stopDeadlineMs?: number;
}

/** What went wrong with one component while stopping. */
export interface StopProblem {
  readonly component: string;
  readonly error: unknown;
}

export interface RunningComponents {
  /** Stops in reverse order, once; later calls get the same result. Never rejects: problems are collected. */
  readonly stop: () => Promise<readonly StopProblem[]>;
}

/**
 * Starts the components one after the other. When one does not start, or the signal is raised in between, those
 * already started are stopped in reverse order and the reason is thrown.
 */
export async function startComponents(
  components: readonly Component[],
  signal: AbortSignal,
): Promise<RunningComponents> {
  const started: Component[] = [];
  try {
    for (const component of components) {
      signal.throwIfAborted();
      await component.start?.(signal);
      started.push(component);
    }
  } catch (error) {
    await stopInReverse(started);
    throw error;
  }
  let stopping: Promise<readonly StopProblem[]> | undefined;
  return { stop: () => (stopping ??= stopInReverse(started)) };
}

/** One error for a list of problems, or undefined when there are none. */
export function toStopError(problems: readonly StopProblem[]): CortexError | undefined {
  if (problems.length === 0) return undefined;
  const list = problems.map(({ component, error }) => `${component}: ${toErrorRecord(error).message}`);
  return new CortexError('INTERNAL', `Not everything stopped cleanly. ${list.join('; ')}`, {
    fields: { components: problems.map(({ component }) => component) },
    cause: problems[0]?.error,
  });
}

async function stopInReverse(components: readonly Component[]): Promise<readonly StopProblem[]> {
  const problems: StopProblem[] = [];
  for (const component of [...components].reverse()) {
    try {
      await stopWithinDeadline(component);
    } catch (error) {
      problems.push({ component: component.name, error });
    }
  }
  return problems;
}

async function stopWithinDeadline({ name, stop, stopDeadlineMs }: Component): Promise<void> {
  if (stop === undefined) return;
  const deadlineMs = stopDeadlineMs ?? DEFAULT_STOP_DEADLINE_MS;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new CortexError('INTERNAL', `${name} did not stop within ${deadlineMs} ms.`, {
          fields: { deadlineMs },
        }),
      );
    }, deadlineMs);
  });
  try {
    await Promise.race([(async () => stop())(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
