import type { IndexedFact } from '../scan/scanned-tree';
import { clusterTaskVersions } from './cluster-task-versions';

let next = 0;

function version(given: {
  createdAt?: string | null;
  title?: string;
  updatedAt?: string | null;
  originRank?: number;
}): IndexedFact {
  next += 1;
  const { createdAt = '2026-01-01T00:00:00Z', title = 'one', updatedAt = null, originRank = 0 } = given;
  return {
    number: next,
    table: 'tasks',
    key: 'task-1',
    document: 0,
    ordinal: next,
    offset: 0,
    length: 0,
    hash: `h${next}`,
    precedence: 0,
    updatedAt,
    selfReferences: null,
    task: { createdAt, title, originRank, overlay: false },
  };
}

function winners(versions: readonly IndexedFact[]): number[] {
  return clusterTaskVersions(versions).map(({ winner }) => winner.number);
}

describe('versions of one task id', () => {
  it('lets the newest win, wherever it stands', () => {
    const old = version({ updatedAt: '2026-01-02T00:00:00Z', originRank: 0 });
    const young = version({ updatedAt: '2026-01-03T00:00:00Z', originRank: 5 });
    expect(winners([old, young])).toEqual([young.number]);
  });

  it('takes a version without any time for older than one with', () => {
    const unknown = version({ updatedAt: null, originRank: 0 });
    const known = version({ updatedAt: '2020-01-01T00:00:00Z', originRank: 5 });
    expect(winners([unknown, known])).toEqual([known.number]);
  });

  it('lets the live queue win over archive, backup and embedded copy at a tie', () => {
    const embedded = version({ updatedAt: '2026-01-02T00:00:00Z', originRank: 5 });
    const live = version({ updatedAt: '2026-01-02T00:00:00Z', originRank: 0 });
    const [cluster] = clusterTaskVersions([embedded, live]);
    expect(cluster?.winner.number).toBe(live.number);
    expect(cluster?.losers.map(({ reason }) => reason)).toEqual(['origin']);
  });

  it('tells tasks apart that share an id but neither creation nor title, the oldest first', () => {
    const second = version({ createdAt: '2026-02-01T00:00:00Z', title: 'second' });
    const first = version({ createdAt: '2026-01-01T00:00:00Z', title: 'first' });
    expect(winners([second, first])).toEqual([first.number, second.number]);
  });

  it('keeps versions together that were renamed but created at the same time, or the other way round', () => {
    const renamed = [version({ title: 'a' }), version({ title: 'b' })];
    expect(winners(renamed)).toHaveLength(1);
    const restamped = [
      version({ createdAt: '2026-01-01T00:00:00Z' }),
      version({ createdAt: '2026-01-02T00:00:00Z' }),
    ];
    expect(winners(restamped)).toHaveLength(1);
  });

  it('does not tell a task apart by a creation time that it lacks', () => {
    expect(winners([version({ title: 'a' }), version({ title: 'b', createdAt: null })])).toHaveLength(1);
  });
});
