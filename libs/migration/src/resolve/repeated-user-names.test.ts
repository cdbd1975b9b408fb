import type { Spool } from '@cortex/domain';

import type { IndexedFact } from '../scan/scanned-tree';
import { findRepeatedUserNames, withOwnNames } from './repeated-user-names';
import type { Row, RowGroup } from './resolution';

function find(users: Readonly<Record<string, Row>>): Record<string, string[]> {
  const texts = Object.values(users).map((row) => Buffer.from(JSON.stringify(row)));
  const spool: Pick<Spool, 'read'> = { read: (offset) => texts[offset] ?? Buffer.from('{}') };
  const closed = { append: () => 0, size: 0, truncate: () => undefined, close: () => undefined };
  const groups = Object.keys(users).map((key, number) => groupOf(key, number, texts[number]?.length ?? 0));
  const repeated = findRepeatedUserNames(groups, { ...closed, ...spool });
  return Object.fromEntries([...repeated].map(([id, names]) => [id, [...names]]));
}

function groupOf(key: string, number: number, length: number): RowGroup {
  const none = { selfReferences: null, task: null, updatedAt: null };
  const place = { document: 0, ordinal: number, offset: number, length, number };
  const fact: IndexedFact = { ...none, ...place, key, table: 'users', hash: `h${number}`, precedence: 0 };
  const rest = { overlays: [], patches: [], stubFor: null, originalId: null, reason: null };
  return { table: 'users', key, facts: [fact], ...rest };
}

describe('a name that several users have', () => {
  it('belongs to the first of them', () => {
    const ann = { username: 'ann', email: 'ann@x.org' };
    expect(find({ u1: ann, u2: { ...ann, email: 'other@x.org' }, u3: { username: 'Ann' }, u4: ann })).toEqual(
      {
        u2: ['username'],
        u4: ['username', 'email'],
      },
    );
  });

  it('belongs to the account of the system before any of the tree', () => {
    expect(find({ u1: { username: 'system' }, system: { email: 'system@cortex.local' } })).toEqual({
      u1: ['username'],
    });
  });

  it('is replaced by a placeholder, marked, and kept in the metadata', () => {
    const row = { username: 'ann', email: 'ann@x.org', metadata: '{"team":1}' };
    expect(withOwnNames('u2', row, new Set(['username'] as const))).toEqual({
      username: 'unnamed:u2',
      email: 'ann@x.org',
      metadata: '{"team":1,"original_username":"ann"}',
      derived: '{"username":"repeated"}',
    });
    expect(withOwnNames('u2', row, undefined)).toBe(row);
  });
});
