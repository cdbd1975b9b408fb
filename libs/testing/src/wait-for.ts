import { setTimeout as delay } from 'node:timers/promises';

export interface WaitForOptions {
  /** When to give up; 5 s when not given. */
  readonly deadlineMs?: number;
  /** What is waited for, in words, for the error. */
  readonly what?: string;
}

const DEFAULT_DEADLINE_MS = 5_000;
const POLL_MS = 10;

/**
 * Polls until the condition gives something else than undefined, null or false, and gives that. A condition that throws
 * has not been met yet. Rejects at the deadline with the last error as its cause. Tests wait with this and never sleep.
 */
export async function waitFor<Value>(
  condition: () => Promise<Value> | Value,
  { deadlineMs = DEFAULT_DEADLINE_MS, what = 'the condition' }: WaitForOptions = {},
): Promise<NonNullable<Exclude<Value, false>>> {
  const deadline = performance.now() + deadlineMs;
  let cause: unknown;
  do {
    try {
      const value = await condition();
      if (isMet(value)) return value;
    } catch (error) {
      cause = error;
    }
    await delay(POLL_MS);
  } while (performance.now() < deadline);
  throw new Error(`Waited ${deadlineMs} ms for ${what}.`, { cause });
}

function isMet<Value>(value: Value): value is NonNullable<Exclude<Value, false>> {
  return value !== undefined && value !== null && value !== false;
}
