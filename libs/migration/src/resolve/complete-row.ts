import type { SqlValue } from '@cortex/domain';
import { toSnakeCase } from '@cortex/domain';

import { isJsonObjectText, mergeJsonObjects } from './merge-json-objects';
import type { LoadedTable, Row, RowGroup } from './resolution';

interface RequiredColumn {
  readonly field: string;
  readonly rule: string;
  readonly value: (key: string) => SqlValue;
}

/**
 * Columns that the database contract wants filled, with the documented value where no record has one. The rule goes
 * to `derived`, so that nobody takes it for a fact.
 */
const requiredColumns: Readonly<Partial<Record<LoadedTable, readonly RequiredColumn[]>>> = {
  agents: [
    { field: 'agentType', rule: 'id-pattern', value: inferAgentType },
    { field: 'agentStatus', rule: 'default', value: () => 'idle' },
  ],
  tasks: [
    { field: 'taskStatus', rule: 'default', value: () => 'pending' },
    { field: 'taskPriority', rule: 'default', value: () => 'medium' },
    { field: 'title', rule: 'id', value: (key) => key },
  ],
  assets: [
    { field: 'assetType', rule: 'default', value: () => 'other' },
    { field: 'name', rule: 'id', value: (key) => key },
  ],
  users: [
    { field: 'username', rule: 'id', value: (key) => key },
    { field: 'email', rule: 'id', value: (key) => `${key}@unknown.invalid` },
  ],
  governancePolicies: [
    { field: 'policyName', rule: 'id', value: (key) => key },
    { field: 'policyType', rule: 'default', value: () => 'other' },
    { field: 'policyRules', rule: 'default', value: () => '{}' },
  ],
  taskLineage: [{ field: 'relationshipType', rule: 'default', value: () => 'spawned' }],
};

/** Tables that mark rows made for a reference only. */
const STUB_TABLES: ReadonlySet<string> = new Set([
  'agents',
  'tasks',
  'assets',
  'users',
  'governancePolicies',
]);
const DERIVED_TABLES: ReadonlySet<string> = STUB_TABLES;

export interface CompleteRow {
  readonly row: Row;
  /** column → rule of what was filled in. */
  readonly rules: Readonly<Record<string, string>>;
}

/** Fills what must not be NULL and marks it; the row of a stub is made of nothing else. */
export function completeRow({ table, key, stubFor }: RowGroup, given: Row): CompleteRow {
  const isStub = stubFor !== null;
  const row: Row = STUB_TABLES.has(table) ? { ...given, isStub } : { ...given };
  const rules: Record<string, string> = {};
  for (const { field, rule, value } of requiredColumns[table] ?? []) {
    if (row[field] !== null && row[field] !== undefined) continue;
    row[field] = value(key);
    rules[toSnakeCase(field)] = isStub ? `stub:${rule}` : rule;
  }
  if (DERIVED_TABLES.has(table) && Object.keys(rules).length > 0)
    row['derived'] = withRules(row['derived'], rules);
  return { row, rules };
}

function withRules(derived: Row[string], rules: Readonly<Record<string, string>>): string {
  const added = JSON.stringify(rules);
  return isJsonObjectText(derived) ? mergeJsonObjects([derived, added]) : added;
}

/** What an id alone tells: `security-master`, `dev-worker-3F2A`, `disk-observer`; `other` when it tells nothing. */
export function inferAgentType(id: string): string {
  if (/(?:^|[-_])master$/.test(id)) return 'master';
  if (/worker/.test(id)) return 'worker';
  if (/observer|monitor/.test(id)) return 'observer';
  if (/contractor/.test(id)) return 'contractor';
  if (/^(?:user|human|admin)\b/.test(id)) return 'human';
  return 'other';
}
