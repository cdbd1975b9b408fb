import { stripVTControlCharacters } from 'node:util';
import { LiveView } from './live-view';

const NOTHING = { documents: 0, records: 0, bytes: 0 };

/** What the list leaves on the screen, without colours, and that nothing else ended the process. */
function watchScreen() {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((data) => {
    written.push(String(data));
    return true;
  });
  return {
    lines: () => {
      spy.mockRestore();
      const text = stripVTControlCharacters(written.join(''));
      return text.split('\n').map((line) => line.trimEnd());
    },
  };
}

const view = () => new LiveView({ phases: ['scan', 'load'], width: 80, now: () => new Date(0) });

describe('LiveView', () => {
  afterEach(() => jest.restoreAllMocks());

  it('leaves the finished phases on the screen with what was done in them', async () => {
    const screen = watchScreen();
    const live = view();
    for (const phase of ['scan', 'load'] as const) {
      live.handle({ type: 'phase-started', phase, expected: null });
      const done = { documents: 3, records: 40, bytes: 5_000 };
      live.handle({ type: 'phase-finished', phase, done, elapsedMs: 1_200 });
    }
    await live.end('done');
    expect(screen.lines()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Read the tree {7}3 documents · 40 records · 5\.0 kB · 1\.2 s$/),
        expect.stringMatching(/Load {16}3 documents · 40 records/),
      ]),
    );
  });

  it('marks the phase in which the work failed, and ends', async () => {
    const screen = watchScreen();
    const live = view();
    live.handle({ type: 'phase-started', phase: 'scan', expected: null });
    live.handle({ type: 'phase-finished', phase: 'scan', done: NOTHING, elapsedMs: 1 });
    live.handle({ type: 'phase-started', phase: 'load', expected: null });
    await live.end('failed');
    expect(screen.lines().filter((line) => /^[✖×x].* Load/.test(line))).not.toEqual([]);
  });

  it('says while it stops that it is stopping, and where it stopped', async () => {
    const screen = watchScreen();
    const live = view();
    live.handle({ type: 'phase-started', phase: 'scan', expected: null });
    live.handle({ type: 'notice', message: 'stopping at a safe point' });
    await live.end('interrupted');
    expect(screen.lines().some((line) => line.includes('stopped'))).toBe(true);
  });

  it('ends although no phase had begun', async () => {
    const screen = watchScreen();
    await view().end('failed');
    expect(screen.lines().length).toBeGreaterThan(0);
  });
});
