import type { SpooledRecord } from '../scan/scanned-tree';
import type { RecordParts } from './decide-record';
import { decideRecord } from './decide-record';
import { RowOutcomes } from './load-context';

const event = (more: Partial<SpooledRecord> = {}): SpooledRecord => ({
  o: 3,
  p: null,
  k: 'event',
  r: '',
  s: 0,
  l: 10,
  h: 'ab',
  f: [{ a: 'auditLogs', r: ['a', null, 'gone'], t: 'tail' }],
  ...more,
});

/** As `resolveTree` gives them: the empty id is that of a row that is not to be. */
const canonicalId = (_table: string, id: string): string => (id === 'gone' ? '' : `agent-${id}`);

/** `previousId` sends a record the long way round, even when the former version knew nothing of it. */
const parts = (previousId: string | null, more: Partial<RecordParts> = {}): RecordParts => ({
  context: {
    resolution: { targets: [], duplicates: new Set(), deleted: new Set(), canonicalId },
    outcomes: new RowOutcomes(),
    sink: { runId: 'run' },
  },
  position: 0,
  target: { documentId: '1', isStored: false, previousId },
  stored: undefined,
  previous: { take: () => null },
  stubs: [],
  ...more,
});

describe('a record of nothing but rows of its own', () => {
  const two: SpooledRecord['f'] = [
    { a: 'tokenBudgetHistory', r: ['a', 'b'], t: 'one' },
    { a: 'auditLogs', r: [null, null, null], t: 'two' },
  ];

  it.each([
    ['one row', event()],
    ['two rows', event({ f: two })],
  ])('is decided the same the short way and the long way: %s', (_, record) => {
    const short = decideRecord(record, parts(null));
    expect(short).toEqual(decideRecord(record, parts('7')));
    expect(short).toMatchObject({ disposition: 'inserted', write: true, replaces: false, rows: [] });
  });

  it('refers to rows by their canonical ids, and to none that is not to be', () => {
    const [row] = decideRecord(event(), parts(null)).pending;
    expect(row).toEqual({
      table: 'auditLogs',
      references: ['agent-a', null, null],
      encodedTail: 'tail',
      role: 'primary',
    });
  });

  it('keeps the row that its former version had', () => {
    const rows = [{ table: 'auditLogs' as const, key: '9', role: 'primary' as const }];
    const decided = decideRecord(event(), parts('7', { previous: { take: () => rows } }));
    expect(decided).toMatchObject({ disposition: 'unchanged', rows, pending: [] });
  });

  it('names the stub that it asked for', () => {
    const stubs = [{ table: 'agents' as const, key: 'agent-a' }];
    const decided = decideRecord(event(), parts(null, { stubs }));
    expect(decided.rows).toEqual([{ table: 'agents', key: 'agent-a', role: 'stub' }]);
  });

  it('is not written again when the ledger has it', () => {
    const rows = [{ table: 'auditLogs' as const, key: '9', role: 'primary' as const }];
    const stored = {
      documentId: '1',
      ordinal: 3,
      sha256: 'ab',
      disposition: 'inserted' as const,
      runId: 'r',
      rows,
    };
    const decided = decideRecord(event(), parts(null, { stored }));
    expect(decided).toMatchObject({ write: false, counted: 'unchanged', pending: [] });
  });

  it('that could not be mapped is quarantined', () => {
    const q = { reason: 'undecodable' as const, detail: 'x' };
    expect(decideRecord(event({ q }), parts(null))).toMatchObject({
      disposition: 'quarantined',
      pending: [],
    });
  });
});
