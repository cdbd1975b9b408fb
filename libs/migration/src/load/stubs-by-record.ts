import type { Resolution } from '../resolve/resolution';

const STUB_TABLES = ['agents', 'tasks', 'assets', 'users', 'governancePolicies'] as const;

export interface StubRow {
  readonly table: (typeof STUB_TABLES)[number];
  readonly key: string;
}

/** Stubs by the record that asked for them first, as `<document>:<ordinal>`. */
export function stubsByRecord({ groups }: Resolution): ReadonlyMap<string, readonly StubRow[]> {
  const stubs = new Map<string, StubRow[]>();
  for (const table of STUB_TABLES) {
    for (const { key, stubFor } of groups.get(table) ?? []) {
      if (stubFor === null) continue;
      const at = `${stubFor.document}:${stubFor.ordinal}`;
      stubs.set(at, [...(stubs.get(at) ?? []), { table, key }]);
    }
  }
  return stubs;
}
