import type { Spool } from '@cortex/domain';

import type { IndexedFact } from '../scan/scanned-tree';
import { foldObservedRuns } from './fold-observed-runs';
import type { Row } from './resolution';

const FIRST_SEEN = '{"created_at":"first-seen"}';

/** Rows as facts in a spool of text, by their keys. */
function fold(rows: Readonly<Record<string, Row>>): Record<string, string> {
  const texts = Object.values(rows).map((row) => Buffer.from(JSON.stringify(row)));
  const facts = Object.entries(rows).map(([key, row], number): [string, IndexedFact[]] => [
    key,
    [factOf({ key, number, updatedAt: newest(row), length: texts[number]?.length ?? 0 })],
  ]);
  const spool: Pick<Spool, 'read'> = { read: (offset) => texts[offset] ?? Buffer.from('{}') };
  return Object.fromEntries(foldObservedRuns(new Map(facts), { ...closed, ...spool }));
}

const closed: Spool = {
  append: () => 0,
  read: () => Buffer.alloc(0),
  size: 0,
  truncate: () => undefined,
  close: () => undefined,
};

function newest({ createdAt, endedAt }: Row): string | null {
  const times = [createdAt, endedAt].filter((time): time is string => typeof time === 'string');
  return times.sort().at(-1) ?? null;
}

type Given = Pick<IndexedFact, 'key' | 'number' | 'updatedAt' | 'length'>;

function factOf(given: Given): IndexedFact {
  const { number } = given;
  return {
    ...given,
    table: 'agentRuns',
    document: 0,
    ordinal: number,
    offset: number,
    hash: `h${number}`,
    precedence: 0,
    selfReferences: null,
    task: null,
  };
}

const morning = { agentId: 'w', createdAt: '2026-01-01T08:00:00.000000Z', taskId: 'task-1' };
const noon = { agentId: 'w', createdAt: '2026-01-01T12:00:00.000000Z', taskId: 'task-2' };

describe('what a monitor saw of a run', () => {
  it('belongs to the latest run of that worker that had begun by then', () => {
    const seen = { agentId: 'w', createdAt: '2026-01-01T13:00:00.000000Z', derived: FIRST_SEEN };
    expect(fold({ 'w@08': morning, 'w@12': noon, 'w@13': seen })).toEqual({ 'w@13': 'w@12' });
  });

  it('belongs to the run with the same task where the latest has another', () => {
    const seen = { ...morning, createdAt: '2026-01-01T13:00:00.000000Z', derived: FIRST_SEEN };
    expect(fold({ 'w@08': morning, 'w@12': noon, 'w@13': seen })).toEqual({ 'w@13': 'w@08' });
  });

  it('is a run of its own before any other, with another task, or of another worker', () => {
    const seen = (row: Row) => ({ createdAt: '2026-01-01T13:00:00.000000Z', derived: FIRST_SEEN, ...row });
    expect(
      fold({ 'w@12': noon, 'w@07': seen({ ...noon, createdAt: '2026-01-01T07:00:00.000000Z' }) }),
    ).toEqual({});
    expect(fold({ 'w@12': noon, 'w@13': seen({ agentId: 'w', taskId: 'task-9' }) })).toEqual({});
    expect(fold({ 'w@12': noon, 'w@home@13': seen({ agentId: 'w@home' }) })).toEqual({});
  });

  it('takes a report without a beginning to the run that its time fits', () => {
    const report = { agentId: 'w', endedAt: '2026-01-01T09:00:00.000000Z' };
    expect(fold({ 'w@08': morning, 'w@12': noon, 'w@status.json': report })).toEqual({
      'w@status.json': 'w@08',
    });
  });

  it('takes the start that a monitor noted for a start of the run that was created before', () => {
    const started = { agentId: 'w', startedAt: '2026-01-01T12:20:00.000000Z', taskId: 'task-2' };
    expect(fold({ 'w@08': morning, 'w@12': noon, 'w@12:20': started })).toEqual({ 'w@12:20': 'w@12' });
  });

  it('is a run of its own when it started at another time than the run did, or than what else was seen of it', () => {
    const started = { ...noon, startedAt: '2026-01-01T12:05:00.000000Z' };
    const seen = (startedAt: string): Row => ({ agentId: 'w', startedAt });
    const [same, later] = [seen('2026-01-01T12:05:00.000000Z'), seen('2026-01-01T15:00:00.000000Z')];
    expect(fold({ 'w@12': started, 'w@12:05': same, 'w@15': later })).toEqual({ 'w@12:05': 'w@12' });
    expect(fold({ 'w@12': noon, 'w@12:05': same, 'w@15': later })).toEqual({ 'w@12:05': 'w@12' });
  });

  it('leaves runs that tell when they began alone, however close they are', () => {
    expect(fold({ 'w@08': morning, 'w@12': noon })).toEqual({});
  });
});
