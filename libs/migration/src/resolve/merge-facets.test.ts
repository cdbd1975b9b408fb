import type { IndexedFact } from '../scan/scanned-tree';
import { mergeFacets } from './merge-facets';
import { mergeJsonObjects } from './merge-json-objects';
import type { Row } from './resolution';

let next = 0;

function facet(row: Row, given: { precedence?: number; updatedAt?: string | null } = {}) {
  next += 1;
  const fact: IndexedFact = {
    number: next,
    table: 'agents',
    key: 'a',
    document: 0,
    ordinal: next,
    offset: 0,
    length: 0,
    hash: `h${next}`,
    precedence: given.precedence ?? 0,
    updatedAt: given.updatedAt ?? null,
    selfReferences: null,
    task: null,
  };
  return { fact, row };
}

describe('facets of one row', () => {
  it('takes per column the strongest facet that has a value', () => {
    const merged = mergeFacets([
      facet({ role: 'registry', color: null }, { precedence: 9 }),
      facet({ role: 'pool', color: 'red' }),
    ]);
    expect(merged).toEqual({ role: 'registry', color: 'red' });
  });

  it('takes the newer of two equally strong facets, and the earlier document where times tell nothing', () => {
    expect(
      mergeFacets([
        facet({ role: 'old' }, { updatedAt: '2026-01-01' }),
        facet({ role: 'new' }, { updatedAt: '2026-01-02' }),
      ]),
    ).toEqual({ role: 'new' });
    expect(mergeFacets([facet({ role: 'first' }), facet({ role: 'second' })])).toEqual({ role: 'first' });
  });

  it('keeps what every facet left over, the stronger over the weaker, numbers as they are spelled', () => {
    const merged = mergeFacets([
      facet({ configuration: '{"a": 0.10, "b": 1}' }),
      facet({ configuration: '{"b":2.0}' }, { precedence: 1 }),
    ]);
    expect(merged['configuration']).toBe('{"a": 0.10, "b": 1,"b":2.0}');
  });

  it('keeps the rule of a derived value only while that value stands', () => {
    const weak = facet({
      agentType: 'worker',
      role: 'x',
      derived: '{"agent_type":"id-pattern","role":"folder"}',
    });
    const strong = facet({ agentType: 'master' }, { precedence: 1 });
    expect(mergeFacets([weak, strong])['derived']).toBe('{"role":"folder"}');
  });
});

describe('times of one row', () => {
  it('covers no given time with a derived one, however strong, and a derived one with a given one', () => {
    const given = facet({ createdAt: '2026-01-02' });
    const derived = facet(
      { createdAt: '2026-01-01', derived: '{"created_at":"first-seen"}' },
      { precedence: 1 },
    );
    expect(mergeFacets([given, derived])).toEqual({ createdAt: '2026-01-02' });
    expect(mergeFacets([derived, facet({ createdAt: '2026-01-03' }, { precedence: 2 })])).toEqual({
      createdAt: '2026-01-03',
    });
  });

  it('forgets the end of an earlier run of an agent that was seen alive later', () => {
    const ended = facet(
      { agentStatus: 'terminated', terminatedAt: '2026-01-01' },
      { updatedAt: '2026-01-01' },
    );
    const alive = facet({ agentStatus: 'active' }, { updatedAt: '2026-01-02' });
    expect(mergeFacets([ended, alive])).toEqual({ agentStatus: 'active', terminatedAt: null });
    expect(mergeFacets([facet({ agentStatus: 'active', terminatedAt: '2026-01-01' })])).toEqual({
      agentStatus: 'active',
      terminatedAt: '2026-01-01',
    });
  });
});

describe('merged JSON objects', () => {
  it('joins members without touching them and leaves empty objects out', () => {
    expect(mergeJsonObjects(['{}', ' { "a" : 1e400 } ', '{"b":[{}]}'])).toBe('{"a" : 1e400,"b":[{}]}');
    expect(mergeJsonObjects(['{}'])).toBe('{}');
  });
});
