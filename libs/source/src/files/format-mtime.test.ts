import { formatMtime } from './format-mtime';

describe('the time of a file', () => {
  it('is UTC with microseconds, cut off and never rounded up', () => {
    expect(formatMtime(1_762_500_000_123_456_789n)).toBe('2025-11-07T07:20:00.123456Z');
    expect(formatMtime(0n)).toBe('1970-01-01T00:00:00.000000Z');
    expect(formatMtime(999n)).toBe('1970-01-01T00:00:00.000000Z');
    expect(formatMtime(-1n)).toBe('1969-12-31T23:59:59.999999Z');
    expect(formatMtime(-1_500_000n)).toBe('1969-12-31T23:59:59.998500Z');
  });

  it('is unknown outside of the years that PostgreSQL and ISO 8601 agree on', () => {
    expect(formatMtime(10n ** 21n)).toBeNull();
    expect(formatMtime(-(10n ** 21n))).toBeNull();
  });
});
