/** What a key needs before it: keys of the same table. */
export type Needs = (key: string) => readonly string[];

/**
 * Keys so ordered that what a key needs stands before it, otherwise as given (depth-first topological sort, Tarjan
 * 1976; iterative, because lineages may be deep). Where needs form a cycle one of its edges points forward in the
 * result; the caller drops that reference.
 */
export function orderByReference(keys: Iterable<string>, needs: Needs): readonly string[] {
  const ordered: string[] = [];
  const state = new Map<string, 'waiting' | 'open' | 'placed'>();
  for (const key of keys) state.set(key, 'waiting');
  for (const key of [...state.keys()]) visit(key, { state, ordered, needs });
  return ordered;
}

interface Visit {
  readonly state: Map<string, 'waiting' | 'open' | 'placed'>;
  readonly ordered: string[];
  readonly needs: Needs;
}

function visit(start: string, { state, ordered, needs }: Visit): void {
  if (state.get(start) !== 'waiting') return;
  const stack = [{ key: start, rest: [...needs(start)] }];
  state.set(start, 'open');
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      state.set(top.key, 'placed');
      ordered.push(top.key);
      stack.pop();
    } else if (state.get(next) === 'waiting') {
      state.set(next, 'open');
      stack.push({ key: next, rest: [...needs(next)] });
    }
  }
}
