import fc from 'fast-check';

import { epochInName, laterOf, parseTime, stampInName } from './parse-time';

describe('parseTime', () => {
  it.each([
    ['2025-11-09T12:00:00-0600', '2025-11-09T18:00:00.000000Z'],
    ['2025-11-09T12:00:00-06:00', '2025-11-09T18:00:00.000000Z'],
    ['2025-11-09T12:00:00+05:30', '2025-11-09T06:30:00.000000Z'],
    ['2025-11-09T12:00:00-06', '2025-11-09T18:00:00.000000Z'],
    ['2025-11-09T12:00:00Z', '2025-11-09T12:00:00.000000Z'],
    ['2025-11-09T12:00:00.123Z', '2025-11-09T12:00:00.123000Z'],
    ['2025-11-09T12:00:00.123456Z', '2025-11-09T12:00:00.123456Z'],
    ['2025-11-09T12:00:00.123456789Z', '2025-11-09T12:00:00.123456Z'],
    ['2025-12-31T23:30:00-0600', '2026-01-01T05:30:00.000000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['  2025-11-09 12:00:00 UTC ', '2025-11-09T12:00:00.000000Z'],
    ['1762693200', '2025-11-09T13:00:00.000000Z'],
    ['1762693200123', '2025-11-09T13:00:00.123000Z'],
    ['1762693200123456', '2025-11-09T13:00:00.123456Z'],
    ['1762693200.25', '2025-11-09T13:00:00.250000Z'],
  ])('reads %s without doubt', (text, iso) => expect(parseTime(text)).toEqual({ iso, doubt: null }));

  it('takes a time without zone for UTC, and says so', () => {
    expect(parseTime('2025-11-09T12:00:00')).toEqual({ iso: '2025-11-09T12:00:00.000000Z', doubt: 'naive' });
  });

  it('takes a date for its first instant, and says so', () => {
    expect(parseTime('2025-11-09')).toEqual({ iso: '2025-11-09T00:00:00.000000Z', doubt: 'date-only' });
  });

  it.each([
    '$(date -Iseconds)',
    'yesterday',
    '',
    '0',
    '42',
    '2025-02-29T00:00:00Z',
    '2025-13-01',
    '2025-11-09T24:00:00Z',
    '2025-11-09T12:60:00Z',
    '2025-11-09T12:00:00+99:00',
    '0000-01-01',
    '9999-12-31T23:59:59-01:00',
    '2025-11-09T12:00:00Z and more',
    '99999999999999999999',
  ])('finds no time in "%s"', (text) => expect(parseTime(text)).toBeNull());

  it('sorts as text as it sorts as time', () => {
    const instant = fc.date({
      noInvalidDate: true,
      min: new Date('0002-01-01'),
      max: new Date('9998-01-01'),
    });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const [first = '', second = ''] = [one, other].map((date) => parseTime(date.toISOString())?.iso);
        expect(first < second).toBe(one.getTime() < other.getTime());
        expect(new Date(first).getTime()).toBe(one.getTime());
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTime(text)));
  });
});

describe('names that hold a time', () => {
  it('finds an epoch in an id', () => {
    expect(epochInName('task-1762693200')).toBe('2025-11-09T13:00:00.000000Z');
    expect(epochInName('chat-1762693200123-ab')).toBe('2025-11-09T13:00:00.123000Z');
    expect(epochInName('task-0012345678')).toBeNull();
    expect(epochInName('task-010')).toBeNull();
  });

  it('finds a stamp in a file name', () => {
    expect(stampInName('task-queue.backup-20251204-154812.json')).toBe('2025-12-04T15:48:12.000000Z');
    expect(stampInName('completed-tasks-20251205.json')).toBe('2025-12-05T00:00:00.000000Z');
    expect(stampInName('plan-2025-11-09.json')).toBe('2025-11-09T00:00:00.000000Z');
    expect(stampInName('pool-1762693200.json')).toBe('2025-11-09T13:00:00.000000Z');
    expect(stampInName('x-20259999.json')).toBeNull();
    expect(stampInName('task-queue.json')).toBeNull();
  });
});

describe('laterOf', () => {
  it('takes the later instant and any instant over none', () => {
    expect(laterOf('2025-01-01T00:00:00.000000Z', '2025-01-02T00:00:00.000000Z')).toMatch(/^2025-01-02/);
    expect(laterOf(null, '2025-01-02T00:00:00.000000Z')).toMatch(/^2025-01-02/);
    expect(laterOf(null, null)).toBeNull();
  });
});
