import type { MigrationStore, RunLease, RunProgress } from '@cortex/domain';
import { Heartbeat } from './heartbeat';

const amount = (records: number) => ({ documents: 1, records, bytes: 10 });

function place(reportProgress: (lease: RunLease, progress: RunProgress) => Promise<void>) {
  const lost = new AbortController();
  const lease: RunLease = { fencing: '1', holder: 'h', lost: lost.signal, release: async () => {} };
  const logged: string[] = [];
  let atMs = 0;
  const heartbeat = new Heartbeat({
    store: { reportProgress } as Partial<MigrationStore> as MigrationStore,
    lease,
    now: () => new Date(atMs),
    log: (event) => logged.push(event),
  });
  return { heartbeat, logged, lost, advance: (ms: number) => (atMs += ms) };
}

describe('Heartbeat', () => {
  it('says at once that a phase has begun, and at the end how far it came; not every step between', async () => {
    const said: RunProgress[] = [];
    const { heartbeat, advance } = place(async (_, progress) => void said.push(progress));
    heartbeat.hear({ type: 'phase-started', phase: 'load', expected: amount(9) });
    advance(250);
    for (let records = 1; records <= 9; records += 1) {
      heartbeat.hear({ type: 'progress', phase: 'load', done: amount(records) });
    }
    await heartbeat.stop();
    expect(said).toEqual([
      { phase: 'load', expected: amount(9), done: { documents: 0, records: 0, bytes: 0 }, phaseMs: 0 },
      { phase: 'load', expected: amount(9), done: amount(9), phaseMs: 250 },
    ]);
  });

  it('never has two words under way', async () => {
    let underWay = 0;
    let most = 0;
    const { heartbeat } = place(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    });
    for (const phase of ['scan', 'load', 'gate'] as const) {
      heartbeat.hear({ type: 'phase-started', phase, expected: null });
    }
    await heartbeat.stop();
    expect(most).toBe(1);
  });

  it('does not disturb the run when it fails, and complains once', async () => {
    const { heartbeat, logged } = place(() => Promise.reject(new Error('no more sessions')));
    heartbeat.hear({ type: 'phase-started', phase: 'scan', expected: null });
    await heartbeat.stop();
    expect(logged).toEqual(['migrate.heartbeat.failed']);
  });

  it('is silent once the lock is lost', async () => {
    const said: RunProgress[] = [];
    const { heartbeat, lost } = place(async (_, progress) => void said.push(progress));
    lost.abort();
    heartbeat.hear({ type: 'phase-started', phase: 'scan', expected: null });
    await heartbeat.stop();
    expect(said).toEqual([]);
  });
});
