import type { ProgressEvent } from '@cortex/domain';
import { describeDone, describeProgress } from './describe-progress';
import { JsonView } from './json-view';
import { PlainView } from './plain-view';
import { ProgressMeter } from './progress-meter';

const amount = (documents: number, records: number, bytes: number) => ({ documents, records, bytes });

function capture() {
  const written: string[] = [];
  return { written, stdout: { write: (data: string | Uint8Array) => written.push(String(data)) } };
}

function fakeClock() {
  let atMs = 0;
  return { now: () => new Date(atMs), advance: (ms: number) => (atMs += ms) };
}

describe('ProgressMeter', () => {
  it('knows nothing before a second of records has passed', () => {
    const meter = new ProgressMeter(amount(1, 100, 0));
    meter.record(0, amount(0, 1, 0));
    meter.record(900, amount(0, 50, 0));
    expect(meter.estimate()).toEqual({ recordsPerSecond: null, restMs: null });
  });

  it('begins to count with the first record: what came before says nothing about the rate', () => {
    const meter = new ProgressMeter(amount(1, 10_000, 0));
    meter.record(0, amount(1, 0, 0));
    meter.record(60_000, amount(1, 1_000, 0));
    meter.record(62_000, amount(1, 3_000, 0));
    expect(meter.estimate()).toEqual({ recordsPerSecond: 1_000, restMs: 7_000 });
  });

  it('forgets what is longer ago than its window', () => {
    const meter = new ProgressMeter(null);
    meter.record(0, amount(0, 1, 0));
    meter.record(100_000, amount(0, 1_000, 0));
    meter.record(102_000, amount(0, 5_000, 0));
    expect(meter.estimate()).toEqual({ recordsPerSecond: 2_000, restMs: null });
  });
});

describe('the words of progress', () => {
  it('while it works: how much of how much, how fast, how long', () => {
    const estimate = { recordsPerSecond: 2_100, restMs: 4_600 };
    expect(describeProgress({ done: amount(1, 8_400, 0), expected: amount(9, 17_956, 0), estimate })).toBe(
      '8,400 of 17,956 records · 2,100/s · 4.6 s left',
    );
  });

  it('says only what is known', () => {
    const estimate = { recordsPerSecond: null, restMs: null };
    expect(describeProgress({ done: amount(3, 0, 0), expected: amount(9, 10, 0), estimate })).toBe(
      '3 of 9 documents',
    );
    expect(describeProgress({ done: amount(0, 0, 0), expected: null, estimate })).toBe('');
  });

  it('when it is done: what was done and how long it took', () => {
    expect(describeDone(amount(1049, 17_956, 32_100_000), 3_100)).toBe(
      '1,049 documents · 17,956 records · 32.1 MB · 3.1 s',
    );
    expect(describeDone(amount(0, 0, 0), 40)).toBe('40 ms');
  });
});

describe('PlainView', () => {
  it('says now and then how far a phase is, and when it is done', () => {
    const { written, stdout } = capture();
    const clock = fakeClock();
    const view = new PlainView(stdout, clock.now);
    view.handle({ type: 'phase-started', phase: 'load', expected: amount(2, 100, 10) });
    for (let records = 10; records <= 60; records += 10) {
      clock.advance(1_000);
      view.handle({ type: 'progress', phase: 'load', done: amount(2, records, 10) });
    }
    view.handle({ type: 'phase-finished', phase: 'load', done: amount(2, 100, 10), elapsedMs: 10_000 });
    view.handle({ type: 'notice', message: 'A notice.' });
    expect(written).toEqual([
      'Load                … 50 of 100 records · 10/s · 5.0 s left\n',
      'Load                2 documents · 100 records · 10 B · 10.0 s\n',
      'A notice.\n',
    ]);
  });
});

describe('JsonView', () => {
  it('writes each event as one line', () => {
    const { written, stdout } = capture();
    const events: ProgressEvent[] = [
      { type: 'phase-started', phase: 'scan', expected: null },
      { type: 'notice', message: 'two\nlines' },
    ];
    const view = new JsonView(stdout);
    for (const event of events) view.handle(event);
    expect(written.map((line) => JSON.parse(line))).toEqual(events);
    expect(written.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });
});
