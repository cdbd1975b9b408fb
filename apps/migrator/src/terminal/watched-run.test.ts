import type { WatchedRun } from '@cortex/domain';
import { describeWatchedRun, shareDone } from './describe-watched-run';
import { drawWatchedRun } from './draw-watched-run';

const estimate = { recordsPerSecond: 2_100, restMs: 4_600 };
const run: WatchedRun = {
  isHeld: true,
  holder: 'somebody@a-host-with-a-long-name.example.internal (process 4242)',
  runId: '01a20ecd-0b81-7705-896e-f111f38ad35c',
  treeName: 'cortex',
  state: 'loading',
  progress: {
    phase: 'load',
    phaseMs: 4_000,
    done: { documents: 1_049, records: 8_978, bytes: 16_000_000 },
    expected: { documents: 1_049, records: 17_956, bytes: 32_000_000 },
  },
  beatAgeMs: 700,
  chunks: 14,
  checkpointAgeMs: 400,
};

describe('a watched run', () => {
  it('is one line in a log', () => {
    expect(describeWatchedRun({ run: { ...run, holder: 'me@here' }, estimate })).toBe(
      'Load · 8,978 of 17,956 records · 2,100/s · 4.6 s left · 14 chunks committed, the last 400 ms ago · me@here',
    );
  });

  it('is a block on a terminal, which no line of leaves', () => {
    const text = drawWatchedRun({ run, estimate }, { color: false, width: 80 });
    expect(text).toContain('50 %');
    expect(text).toContain('8,978 of 17,956 records');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('\u001b');
  });

  it('has a bar only where it is known how much there is', () => {
    const scan = { ...run, progress: { ...run.progress, expected: null } } as WatchedRun;
    expect(shareDone(scan)).toBeNull();
    expect(drawWatchedRun({ run: scan, estimate }, { color: true, width: 80 })).not.toContain('█');
  });

  it('that says nothing any more is said to be silent', () => {
    const line = describeWatchedRun({ run: { ...run, beatAgeMs: 65_000 }, estimate });
    expect(line).toMatch(/no sign of life for 1 min 5 s$|no sign of life for/);
  });
});
