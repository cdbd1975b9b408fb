import type { MigrationStore, ProgressEvent, RunLease, RunProgress } from '@cortex/domain';

/** Often enough for whoever looks, and too rare to be noticed by the run. */
const BEAT_MS = 1_000;
const NOTHING = { documents: 0, records: 0, bytes: 0 };

export interface HeartbeatParts {
  readonly store: MigrationStore;
  readonly lease: RunLease;
  readonly now: () => Date;
  readonly log: (event: string, fields: Readonly<Record<string, string>>) => void;
}

/**
 * Leaves in the database, at most once a second, how far a run is: also while one statement takes long and nothing else
 * is heard of it. A courtesy to whoever watches: when it fails, it is logged once, and the run goes on.
 */
export class Heartbeat {
  private state: RunProgress | null = null;
  private phaseStartedMs = 0;
  private beating: Promise<void> = Promise.resolve();
  private isBeating = false;
  private hasFailed = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly parts: HeartbeatParts) {}

  start(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.timer.unref();
  }

  hear(event: ProgressEvent): void {
    if (event.type === 'phase-started') {
      this.phaseStartedMs = this.parts.now().getTime();
      this.state = { phase: event.phase, expected: event.expected, done: NOTHING, phaseMs: 0 };
      this.beat();
    }
    if (event.type === 'progress' && this.state?.phase === event.phase) {
      this.state = { ...this.state, done: event.done };
    }
  }

  /** The last word is in the database when this returns. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.beating;
    this.beat();
    await this.beating;
  }

  private beat(): void {
    if (this.state === null || this.isBeating) return;
    const phaseMs = Math.max(0, this.parts.now().getTime() - this.phaseStartedMs);
    const { store, lease } = this.parts;
    if (lease.lost.aborted) return;
    this.isBeating = true;
    this.beating = store
      .reportProgress(lease, { ...this.state, phaseMs })
      .catch((error: unknown) => this.tellOnce(error))
      .finally(() => {
        this.isBeating = false;
      });
  }

  private tellOnce(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.parts.log('migrate.heartbeat.failed', { reason });
  }
}
