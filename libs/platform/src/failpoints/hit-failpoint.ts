import type { Environment } from '../config/environment';
import type { FailpointName } from './failpoint-names';
import { parseFailpoints, type ArmedFailpoint, type FailpointAction } from './parse-failpoints';

/** null unless a test armed some; while it is null a hit costs one comparison. */
let armed: Armed | null = null;

interface Armed {
  readonly traps: ReadonlyMap<FailpointName, Trap>;
  readonly endThread: () => void;
}

interface Trap {
  hits: number;
  readonly failpoints: readonly ArmedFailpoint[];
}

/**
 * Arms the failpoints of `CORTEX_FAILPOINTS`, for this thread: a worker thread arms its own, and counts its own hits.
 * For tests only; without the variable nothing is armed. `endThread` is how a worker thread ends at once; without it
 * `end-thread` ends the process.
 *
 * @throws CortexError OPTION_INVALID
 */
export function armFailpoints(environment: Environment, endThread: () => void = killProcess): void {
  const failpoints = parseFailpoints(environment['CORTEX_FAILPOINTS'] ?? '');
  armed = failpoints.length === 0 ? null : { traps: toTraps(failpoints), endThread };
}

/** Says that the program has come here. Does nothing, unless a test wants something to go wrong here. */
export function hitFailpoint(name: FailpointName): void {
  if (armed !== null) spring(armed, name);
}

function toTraps(failpoints: readonly ArmedFailpoint[]): Map<FailpointName, Trap> {
  const traps = new Map<FailpointName, Trap>();
  for (const { name } of failpoints) {
    traps.set(name, { hits: 0, failpoints: failpoints.filter((other) => other.name === name) });
  }
  return traps;
}

function spring({ traps, endThread }: Armed, name: FailpointName): void {
  const trap = traps.get(name);
  if (trap === undefined) return;
  trap.hits += 1;
  for (const { occurrence, isRepeated, action } of trap.failpoints) {
    if (trap.hits === occurrence || (isRepeated && trap.hits > occurrence)) act(action, endThread);
  }
}

function killProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}

function act(action: FailpointAction, endThread: () => void): void {
  switch (action.type) {
    case 'kill':
      killProcess();
      break;
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      break;
    case 'end-thread':
      endThread();
      break;
    case 'throw':
      throw Object.assign(new Error(`${action.code}: thrown by a failpoint`), { code: action.code });
    case 'delay':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, action.ms);
  }
}
