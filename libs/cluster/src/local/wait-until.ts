import { setTimeout as delay } from 'node:timers/promises';

interface WaitLimits {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

const POLL_MS = 10;

/** Polls until the condition gives a value, or undefined at the deadline. For files that other processes change. */
export async function waitUntil<Value>(
  condition: () => Promise<Value | undefined> | Value | undefined,
  { deadlineMs, signal }: WaitLimits,
): Promise<Value | undefined> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const value = await condition();
    if (value !== undefined || performance.now() >= deadline) return value;
    await delay(POLL_MS);
  }
}
