import type { UndoFacts } from '@cortex/domain';

import { decideUndo } from './decide-undo';

const nothing = { total: 0, first: [] };
const facts = (more: Partial<UndoFacts> = {}): UndoFacts => ({
  run: { runId: 'r', state: 'published', isUndoable: true },
  laterRuns: [],
  changedRows: nothing,
  referringRows: nothing,
  tables: {},
  documents: { deleted: 0, bytes: 0, restored: 0 },
  records: { deleted: 0, restored: 0 },
  quarantine: { deleted: 0, reopened: 0 },
  ...more,
});
const runIn = (state: string) => facts({ run: { runId: 'r', state, isUndoable: true } });
const named = (table: string, key: string, refersTo: string | null = null) => ({ table, key, refersTo });

describe('decideUndo', () => {
  it.each(['published', 'failed', 'interrupted', 'loading', 'gated'])(
    'begins with a run that is %s',
    (state) => {
      expect(decideUndo('r', runIn(state)).action).toBe('begin');
    },
  );

  it('goes on with a run that is half undone', () => {
    expect(decideUndo('r', runIn('undoing')).action).toBe('continue');
  });

  it.each<[string, UndoFacts | null]>([
    ['unknown-run', null],
    ['already-undone', runIn('undone')],
    ['no-before-images', facts({ run: { runId: 'r', state: 'published', isUndoable: false } })],
    ['later-runs', facts({ laterRuns: [{ runId: 's', state: 'published' }] })],
    ['changed-rows', facts({ changedRows: { total: 1, first: [named('tasks', 't')] } })],
    ['referring-rows', facts({ referringRows: { total: 1, first: [named('tasks', 't', 'tasks u')] } })],
  ])('refuses for %s', (reason, given) => {
    expect(decideUndo('r', given)).toMatchObject({ action: 'refuse', reason });
  });

  it('names what is in the way, and counts what it does not name', () => {
    const first = [named('tasks', 't', 'tasks u')];
    expect(decideUndo('r', facts({ referringRows: { total: 7, first } }))).toMatchObject({
      message: expect.stringContaining(
        '7 rows that others wrote refer to rows of run r: tasks t (refers to tasks u) and 6 more',
      ),
      names: ['tasks t (refers to tasks u)'],
    });
  });

  it('names later runs before changed rows: what those are shows when the later runs are gone', () => {
    const changedRows = { total: 1, first: [named('tasks', 't')] };
    expect(
      decideUndo('r', facts({ laterRuns: [{ runId: 's', state: 'failed' }], changedRows })),
    ).toMatchObject({
      reason: 'later-runs',
      names: ['s (failed)'],
    });
  });
});
