import type { Spool } from '@cortex/domain';

import { mergeFacets } from './merge-facets';
import { isJsonObjectText, mergeJsonObjects } from './merge-json-objects';
import { readRow } from './read-row';
import type { Row, RowGroup } from './resolution';

const FIELDS = ['username', 'email'] as const;
export type UserName = (typeof FIELDS)[number];

/** By user id: what an earlier user is called already. */
export type RepeatedUserNames = ReadonlyMap<string, ReadonlySet<UserName>>;

/** Held by the account that every migrated database has. */
const SEEDED = { id: 'system', username: 'system', email: 'system@cortex.local' } as const;

/**
 * The database takes each user name and each e-mail address once, trees hold what people typed. The first user in the
 * order of the documents has the name; found out here, and not by PostgreSQL, so that a plan says the same as its run.
 */
export function findRepeatedUserNames(users: readonly RowGroup[], spool: Spool): RepeatedUserNames {
  const repeated = new Map<string, Set<UserName>>();
  for (const field of FIELDS) {
    const owners = new Map<string, string>([[SEEDED[field], SEEDED.id]]);
    for (const { key, facts } of users) {
      const name = mergeFacets(facts.map((fact) => ({ fact, row: readRow(spool, fact) })))[field];
      if (typeof name !== 'string') continue;
      const owner = owners.get(name) ?? key;
      owners.set(name, owner);
      if (owner !== key) repeated.set(key, (repeated.get(key) ?? new Set<UserName>()).add(field));
    }
  }
  return repeated;
}

/** A placeholder made of the id takes the place of a repeated name, which stays in the metadata: `original_username`. */
export function withOwnNames(id: string, row: Row, names: ReadonlySet<UserName> | undefined): Row {
  if (names === undefined) return row;
  const own: Row = { ...row };
  const rules: Record<string, string> = {};
  const originals: Record<string, unknown> = {};
  for (const field of names) {
    originals[`original_${field}`] = row[field];
    rules[field] = 'repeated';
    own[field] = field === 'username' ? `unnamed:${id}` : `${id}@unknown.invalid`;
  }
  own['metadata'] = withMembers(row['metadata'], originals);
  own['derived'] = withMembers(row['derived'], rules);
  return own;
}

function withMembers(text: Row[string], members: Readonly<Record<string, unknown>>): string {
  const added = JSON.stringify(members);
  return isJsonObjectText(text) ? mergeJsonObjects([text, added]) : added;
}
