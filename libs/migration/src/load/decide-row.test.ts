import type { RowState } from '@cortex/domain';

import { decideRow } from './decide-row';

const RUN = 'run-2';
const imported = { image: 'as-imported', version: '3', runId: 'run-1', operation: 'insert' as const };
const untouched: RowState = { exists: true, version: '3', isPlaceholder: false, imported };
const touched: RowState = { ...untouched, version: '4' };
const deleted: RowState = { ...untouched, exists: false, version: null };
const same = { image: 'as-imported', isStub: false };
const changed = { image: 'changed', isStub: false };
const stub = { image: 'stub', isStub: true };

describe('the three-way rule of reruns', () => {
  it('inserts a row that neither the tree nor the database had', () => {
    expect(decideRow(same, undefined, RUN)).toEqual({ action: 'insert' });
  });

  it('leaves the row when the tree says what it said at import', () => {
    expect(decideRow(same, untouched, RUN)).toEqual({ action: 'none', outcome: 'unchanged' });
  });

  it('leaves what SQL made of the row when the tree says what it said at import', () => {
    expect(decideRow(same, touched, RUN)).toEqual({ action: 'none', outcome: 'unchanged' });
  });

  it('leaves a row deleted that SQL deleted, as long as the tree says what it said at import', () => {
    expect(decideRow(same, deleted, RUN)).toEqual({ action: 'none', outcome: 'unchanged' });
  });

  it('updates a row that only the tree changed, guarded by the version that it saw', () => {
    expect(decideRow(changed, untouched, RUN)).toEqual({ action: 'update', expectedVersion: '3' });
  });

  it('calls it a conflict when both changed', () => {
    expect(decideRow(changed, touched, RUN)).toEqual({ action: 'conflict' });
  });

  it('calls it a conflict when the tree changed a row that SQL deleted', () => {
    expect(decideRow(changed, deleted, RUN)).toEqual({ action: 'conflict' });
  });

  it('fills a seed or a stub that nobody described yet', () => {
    const placeholder: RowState = { exists: true, version: '1', isPlaceholder: true, imported: null };
    expect(decideRow(changed, placeholder, RUN)).toEqual({ action: 'update', expectedVersion: '1' });
  });

  it('does not write over a row that somebody else made', () => {
    const foreign: RowState = { exists: true, version: '1', isPlaceholder: false, imported: null };
    expect(decideRow(changed, foreign, RUN)).toEqual({ action: 'conflict' });
  });

  it('makes a stub only where nothing is', () => {
    expect(decideRow(stub, { ...untouched, imported: null }, RUN)).toEqual({
      action: 'none',
      outcome: 'kept',
    });
    expect(decideRow(stub, untouched, RUN)).toEqual({ action: 'none', outcome: 'unchanged' });
    expect(decideRow(stub, deleted, RUN)).toEqual({ action: 'insert' });
  });

  it('counts the rows of a resumed run as what the run did to them', () => {
    expect(decideRow(same, { ...untouched, imported: { ...imported, runId: RUN } }, RUN)).toEqual({
      action: 'none',
      outcome: 'inserted',
    });
    const updated = { ...imported, runId: RUN, operation: 'update' as const };
    expect(decideRow(same, { ...untouched, imported: updated }, RUN)).toEqual({
      action: 'none',
      outcome: 'updated',
    });
  });
});
