import type { RunLease } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';
import type { Client } from 'pg';

/** Session-level advisory lock of the migrator: "cortexmi" in ASCII, so that pg_locks tells it from others. */
export const MIGRATOR_LOCK_KEY = '7165071376413912425';

// The holder's name goes with the lock, unless somebody has taken over. Index: pk.
const FORGET_HOLDER = `UPDATE migration_lock SET holder = NULL, run_id = NULL WHERE singleton AND fencing = $1`;

// Before the session ends: closing it gives the lock back only some time after `end` has returned.
const UNLOCK = `SELECT pg_advisory_unlock(${MIGRATOR_LOCK_KEY})`;

/** A lock that lives as long as its session. */
export class PostgresLease implements RunLease {
  readonly fencing: string;
  readonly holder: string;
  /** The session that holds the lock. What runs on it proves that the lock was held without a break. */
  readonly session: Client;
  readonly #lost = new AbortController();
  #isReleased = false;

  constructor(session: Client, fencing: string, holder: string) {
    this.session = session;
    this.fencing = fencing;
    this.holder = holder;
    session.on('error', (error) => this.#lose(error));
    session.on('end', () => this.#lose(new Error('the session ended')));
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    // When the session is broken the server has let go of the lock, or will by itself.
    if (!this.lost.aborted) {
      await this.session
        .query(FORGET_HOLDER, [this.fencing])
        .then(() => this.session.query(UNLOCK))
        .catch(() => {});
    }
    await this.session.end().catch(() => {});
    hitFailpoint('lease.released');
  }

  #lose(reason: Error): void {
    if (!this.#isReleased) this.#lost.abort(reason);
  }
}
