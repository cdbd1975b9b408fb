import type { JsonObject } from './json-node';
import { memberOf } from './json-node';

const span = { start: 0, end: 0 };
const object: JsonObject = {
  type: 'object',
  ...span,
  members: [
    { key: 'a', value: { type: 'string', value: 'first', ...span } },
    { key: 'a', value: { type: 'string', value: 'last', ...span } },
  ],
};

describe('a member of an object', () => {
  it('is the last of its name, as jsonb would keep it', () => {
    expect(memberOf(object, 'a')).toMatchObject({ value: 'last' });
  });

  it('is not found on the prototype, nor in what is no object', () => {
    expect(memberOf(object, 'toString')).toBeUndefined();
    expect(memberOf({ type: 'literal', value: null, ...span }, 'a')).toBeUndefined();
  });
});
