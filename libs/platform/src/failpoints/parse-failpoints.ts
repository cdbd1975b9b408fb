import { CortexError } from '../errors/cortex-error';
import { isFailpointName, type FailpointName } from './failpoint-names';

/**
 * What happens at a failpoint.
 * - `kill`: SIGKILL of the process.
 * - `stop`: SIGSTOP of the process; whoever watches it does something, and lets it go on with SIGCONT.
 * - `end-thread`: the worker thread ends; in the main thread, the process.
 * - `throw:<code>`: an error of the system with this code, such as ENOSPC.
 * - `delay:<ms>`: the thread stands still for so long, like one that waits for a slow disk.
 */
export type FailpointAction =
  | { readonly type: 'kill' | 'stop' | 'end-thread' }
  | { readonly type: 'throw'; readonly code: string }
  | { readonly type: 'delay'; readonly ms: number };

export interface ArmedFailpoint {
  readonly name: FailpointName;
  /** Counted from 1. */
  readonly occurrence: number;
  /** At each hit from that one on, not only at that one. */
  readonly isRepeated: boolean;
  readonly action: FailpointAction;
}

// name@3=kill, name@3+=delay:20, name=throw:ENOSPC
const SYNTAX = /^([a-z_.]+)(?:@([1-9][0-9]{0,8})(\+?))?=([a-z-]+)(?::([A-Z0-9]+))?$/;

/** `load.records.written@3=kill,spool.write@1+=delay:5`. @throws CortexError OPTION_INVALID */
export function parseFailpoints(text: string): readonly ArmedFailpoint[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseOne);
}

function parseOne(part: string): ArmedFailpoint {
  const [, name = '', occurrence = '1', plus = '', word = '', argument = ''] = SYNTAX.exec(part) ?? [];
  const action = parseAction(word, argument);
  if (!isFailpointName(name) || action === undefined) throw invalid(part);
  return { name, occurrence: Number(occurrence), isRepeated: plus === '+', action };
}

function parseAction(word: string, argument: string): FailpointAction | undefined {
  if (argument === '' && (word === 'kill' || word === 'stop' || word === 'end-thread')) return { type: word };
  if (word === 'throw' && /^E[A-Z0-9]+$/.test(argument)) return { type: word, code: argument };
  if (word === 'delay' && /^[0-9]{1,6}$/.test(argument)) return { type: word, ms: Number(argument) };
  return undefined;
}

function invalid(part: string): CortexError {
  return new CortexError(
    'OPTION_INVALID',
    `CORTEX_FAILPOINTS has ${JSON.stringify(part)}, but takes name@occurrence=kill, stop, end-thread, throw:<code> or delay:<ms>, with a name of docs/reference/failpoints.md. It is for tests only: unset it.`,
    { fields: { env: 'CORTEX_FAILPOINTS' } },
  );
}
