import { sortableId } from './sortable-id';

describe('sortableId', () => {
  it('is a UUID of version 7', () => {
    expect(sortableId(1_700_000_000_000)).toMatch(
      /^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('sorts by time as text', () => {
    const ids = [1, 255, 256, 1_700_000_000_000, 1_700_000_000_001, 281_474_976_710_655].map(sortableId);
    expect([...ids].sort()).toEqual(ids);
  });

  it('differs within a millisecond', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => sortableId(5))).size).toBe(1_000);
  });
});
