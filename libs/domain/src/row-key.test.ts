import fc from 'fast-check';
import { rowKeyOf, splitRowKey } from './row-key';

describe('the name of a row in the ledger', () => {
  it('is the key itself where it is one column', () => {
    expect(rowKeyOf('tasks', { taskId: '["not","json"]' })).toBe('["not","json"]');
    expect(splitRowKey('tasks', '["not","json"]')).toEqual(['["not","json"]']);
  });

  it('can be taken apart again where it is several, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (parentTaskId, childTaskId, relationshipType) => {
        const key = rowKeyOf('taskLineage', { parentTaskId, childTaskId, relationshipType });
        expect(splitRowKey('taskLineage', key)).toEqual([parentTaskId, childTaskId, relationshipType]);
      }),
    );
  });
});
