import { mapValues, rowsOf } from '../test-support/map-values';
import { userAccounts } from './user-accounts';

const map = (users: unknown) => mapValues(userAccounts, 'coordination/users.json', [{ users }]);

describe('user accounts', () => {
  it('maps an account, its role in the words of the database', () => {
    const user = {
      id: 'user-1',
      username: 'anna',
      email: 'anna@garden.example',
      name: 'Anna',
      role: 'viewer',
      status: 'active',
      created_at: '2026-01-05T00:00:00Z',
      preferences: { theme: 'green' },
      password: 'a very long secret',
    };
    const records = map([user]);
    expect(rowsOf(records, 'users')).toEqual([
      {
        userId: 'user-1',
        username: 'anna',
        email: 'anna@garden.example',
        fullName: 'Anna',
        role: 'readonly',
        sourceRole: 'viewer',
        isActive: true,
        createdAt: '2026-01-05T00:00:00.000000Z',
        preferences: { theme: 'green' },
        metadata: { password: expect.stringMatching(/^<redacted:[0-9a-f]{16}>$/), status: 'active' },
      },
    ]);
  });

  it('fills what the database wants with placeholders that any real value overrides', () => {
    const records = map([{ id: 'user-1' }, { id: 'user-2', username: 'ben' }]);
    expect(
      records.map(({ facts }) =>
        facts.map(({ type, ...fact }) => [type, 'precedence' in fact && fact.precedence]),
      ),
    ).toEqual([
      [
        ['user', 100],
        ['user', 0],
      ],
      [
        ['user', 100],
        ['user', 0],
      ],
    ]);
    expect(rowsOf(records, 'users')[1]).toEqual({
      userId: 'user-1',
      username: 'unnamed:user-1',
      email: 'user-1@unknown.invalid',
      derived: { username: 'placeholder', email: 'placeholder' },
    });
    expect(rowsOf(records, 'users')[3]).toEqual({
      userId: 'user-2',
      email: 'user-2@unknown.invalid',
      derived: { email: 'placeholder' },
    });
  });

  it('names an account by what it has', () => {
    const ids = rowsOf(map({ 'user-9': { email: 'x@garden.example', username: 'x' } }), 'users');
    expect(ids[0]).toMatchObject({ userId: 'user-9' });
    expect(rowsOf(map([{ username: 'ben', email: 'b@garden.example' }]), 'users')[0]).toMatchObject({
      userId: 'ben',
      derived: { user_id: 'username' },
    });
    expect(map([{ role: 'admin' }])[0]?.mapping).toMatchObject({ reason: 'id-missing' });
    expect(map([{}])[0]?.mapping).toMatchObject({ outcome: 'mapped', facts: [] });
  });

  it('gives an unknown role the fewest rights, and does not guess a state', () => {
    const records = map([
      { id: 'u', username: 'u', email: 'u@garden.example', role: 'beekeeper', status: 'asleep' },
    ]);
    expect(rowsOf(records, 'users')[0]).toMatchObject({
      role: 'readonly',
      sourceRole: 'beekeeper',
      metadata: { status: 'asleep' },
    });
    expect(rowsOf(records, 'users')[0]).not.toHaveProperty('isActive');
    expect(records[0]?.notes).toContainEqual({
      code: 'word-unknown',
      subject: 'users.role: beekeeper → readonly',
    });
  });
});
