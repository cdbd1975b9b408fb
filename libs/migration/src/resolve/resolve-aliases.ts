import type { Spool } from '@cortex/domain';

import { readRow } from './read-row';
import type { FactIndex, IndexedFact } from '../scan/scanned-tree';

export interface Aliases {
  readonly agents: ReadonlyMap<string, string>;
  readonly tasks: ReadonlyMap<string, string>;
  /** Records name users by what people call them: user name or e-mail address → id. */
  readonly users: ReadonlyMap<string, string>;
}

/** An alias of an alias is followed this far; a ring of aliases ends there and is ignored. */
const MAX_HOPS = 8;

/** alias → id, ends of chains. The first record that names an alias decides. */
export function resolveAliases(facts: FactIndex, spool: Spool): Aliases {
  return {
    agents: aliasMap(facts, spool, { table: 'agentAliases', target: 'agentId' }),
    tasks: aliasMap(facts, spool, { table: 'taskAliases', target: 'taskId' }),
    users: userNames(facts, spool),
  };
}

/** An id is an id, whatever another user is called; of two users with one name the first has it. */
function userNames(facts: FactIndex, spool: Spool): ReadonlyMap<string, string> {
  const users = facts.get('users') ?? new Map<string, readonly IndexedFact[]>();
  const names = new Map<string, string>();
  for (const [id, versions] of users) {
    const rows = versions.map((version) => readRow(spool, version));
    for (const name of rows.flatMap(({ username, email }) => [username, email]))
      if (typeof name === 'string' && !users.has(name) && !names.has(name)) names.set(name, id);
  }
  return names;
}

function aliasMap(
  facts: FactIndex,
  spool: Spool,
  names: { readonly table: 'agentAliases' | 'taskAliases'; readonly target: string },
): ReadonlyMap<string, string> {
  const direct = new Map<string, string>();
  for (const [alias, [first]] of facts.get(names.table) ?? []) {
    const id = first === undefined ? null : readRow(spool, first)[names.target];
    if (typeof id === 'string' && id !== alias) direct.set(alias, id);
  }
  const resolved = new Map<string, string>();
  for (const alias of direct.keys()) {
    const end = followAlias(direct, alias);
    if (end !== null) resolved.set(alias, end);
  }
  return resolved;
}

function followAlias(direct: ReadonlyMap<string, string>, alias: string): string | null {
  let id = alias;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const next = direct.get(id);
    if (next === undefined) return id;
    id = next;
  }
  return null;
}
