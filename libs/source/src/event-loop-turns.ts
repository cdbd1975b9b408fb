import { setImmediate } from 'node:timers/promises';

/** Longest that the reader works without letting signals, timers and sockets have their turn. */
const LONGEST_TURN_MS = 20;

/** The reader reads files synchronously, because that is several times as fast; this keeps it polite. */
export class EventLoopTurns {
  private since = performance.now();

  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.since < LONGEST_TURN_MS) return;
    await setImmediate();
    this.since = performance.now();
  }
}
