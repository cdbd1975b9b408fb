import { CortexError } from '../errors/cortex-error';
import { errorCodes } from '../errors/error-codes';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
type StopSignal = (typeof SIGNALS)[number];

/** The part of `process` that is needed here. */
interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

export interface SignalListener {
  /** Raised by the first SIGINT or SIGTERM, with RUN_INTERRUPTED as its reason. */
  readonly signal: AbortSignal;
  readonly dispose: () => void;
}

/**
 * Turns Ctrl-C and SIGTERM into an AbortSignal: the work stops at its next safe border. The second one ends the
 * process at once through `exit` (130), for whoever does not want to wait.
 */
export function listenForSignals(
  exit: (code: number) => void,
  source: SignalSource = process,
): SignalListener {
  const controller = new AbortController();
  const listener = (name: StopSignal): void => {
    if (controller.signal.aborted) exit(errorCodes.RUN_INTERRUPTED.exitCode);
    else controller.abort(toInterruption(name));
  };
  for (const name of SIGNALS) source.on(name, listener);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of SIGNALS) source.off(name, listener);
    },
  };
}

function toInterruption(name: StopSignal): CortexError {
  const by = name === 'SIGINT' ? 'Ctrl-C' : name;
  return new CortexError(
    'RUN_INTERRUPTED',
    `Stopped by ${by}. What was committed stays; run the same command again to go on.`,
    { fields: { signal: name } },
  );
}
