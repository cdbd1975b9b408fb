import { columnsOf, tableSpecs } from '@cortex/domain';
import type { ColumnType, Fact, SqlValue, TableName } from '@cortex/domain';
import fc from 'fast-check';

import { mapOneDocument } from '../test-support/map-one-document';
import { kindCatalog } from './kind-catalog';

const NAMES =
  `id task_id handoff_id worker_id agent_id master_id orchestration_id title name description query payload
type task_type category status state priority assigned_to created_by spawned_by parent_master master from to from_master
to_master from_agent to_agent task_data tasks subtasks tracks phases context metadata dependencies depends_on blocks
blocked_by next retry_of parent_task parent_task_id repository repo owner url tags labels result results outcome error
created_at updated_at completed_at started_at assigned_at failed_at spawned_at timestamp due_date deadline execution
resources heartbeat health metrics token_budget token_allocation tokens_used tokens_remaining exit_code role color icon
capabilities expertise configuration password token identity value active_workers completed_workers monitored_workers
specialist_masters agents identities master_agents contractors track_id worker_type timeout_minutes severity event
event_type message assets asset_id source_asset target_asset users username email policies policy_id rules agent details
data source target confidence file_path namespace sensitivity servers vms repositories items entries`.split(
    /\s+/,
  );

const WORDS = [
  'development',
  '\ndevelopment',
  'security-agent',
  'worker-implementation-1',
  'task-1762693200',
  'task-1 (why)',
  'null',
  '',
  ' ',
  'assigned',
  'running',
  'completed',
  '1',
  'N/A',
  '0.95',
  '.9000',
  '2025-11-09T12:00:00-0600',
  '2025-11-09',
  '$(date -Iseconds)',
  'owner/name',
  'https://user:pw@host/owner/name.git',
  'password: hunter2',
  'two\nlines',
  '__proto__',
  'constructor',
  'x'.repeat(1_200),
  '\u0000',
  '\ud800',
];

const scalar = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(null, true, false, 0, -0, 1, 3, 5e9, -450, 0.1, 1e21, 1762693200, 1762693200123),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const { json } = fc.letrec<{ json: unknown; object: Record<string, unknown> }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('json'), {
    maxKeys: 12,
    noNullPrototype: true,
  }),
}));

/** What a list of the layout holds, more often than chance would have it. */
const tree = fc.oneof(
  json,
  fc.dictionary(fc.constantFrom(...NAMES), fc.array(json, { maxLength: 3 }), {
    maxKeys: 6,
    noNullPrototype: true,
  }),
);

const KINDS = kindCatalog
  .filter(({ mappers }) => Object.keys(mappers).length > 0)
  .map((kind) => [kind.name, kind] as const);

describe('every kind', () => {
  it.each(KINDS)(
    'maps whatever stands in a document of the kind %s, the same way each time',
    (_name, kind) => {
      fc.assert(
        fc.property(tree, (value) => {
          const path = 'coordination/masters/\ndevelopment/workers/worker-7/x-1762693200.json.processed';
          const text = JSON.stringify(value);
          const { facts, records } = mapOneDocument(kind, path, text);
          for (const fact of facts) expect(flawsOf(fact)).toEqual([]);
          expect(mapOneDocument(kind, path, text).records.map(({ mapping }) => mapping)).toEqual(
            records.map(({ mapping }) => mapping),
          );
          expect(JSON.stringify(facts)).not.toContain('hunter2');
          expect(JSON.stringify(facts)).not.toContain('user:pw@');
        }),
        { numRuns: 150 },
      );
    },
  );

  it('has a name of its own', () => {
    const names = kindCatalog.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

const TABLES: Readonly<Record<string, TableName>> = {
  task: 'tasks',
  'task-overlay': 'tasks',
  agent: 'agents',
  asset: 'assets',
  user: 'users',
  policy: 'governancePolicies',
};

const SHAPES: Readonly<Record<ColumnType, (value: SqlValue) => boolean>> = {
  text: isStorable,
  integer: (value) => /^-?\d+$/.test(String(value)) && Math.abs(Number(value)) <= 2 ** 31,
  bigint: (value) => /^-?\d{1,19}$/.test(String(value)),
  numeric: (value) => Number.isFinite(Number(value)) && value !== '',
  boolean: (value) => typeof value === 'boolean',
  timestamptz: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(String(value)),
  jsonb: (value) => typeof value === 'string' && isJson(value),
  'text[]': (value) => Array.isArray(value) && value.every(isStorable),
  inet: isStorable,
};

function isStorable(value: SqlValue): boolean {
  return typeof value === 'string' && !/[\0\p{Surrogate}]/u.test(value);
}

function isJson(text: string): boolean {
  return /\\u0000|\\ud[89a-f]/.test(text.replace(/\\\\/g, '')) ? false : JSON.parse(text) !== undefined;
}

function flawsOf(fact: Fact): string[] {
  if (fact.type === 'alias') return fact.alias === '' || fact.id === '' ? ['empty alias'] : [];
  const table = 'table' in fact ? fact.table : TABLES[fact.type];
  if (table === undefined) return [`no table for ${fact.type}`];
  const columns = columnsOf(table);
  const keys = tableSpecs[table].key.filter((key) => table !== 'taskLineage' || key !== 'relationshipType');
  const row: Readonly<Record<string, SqlValue | undefined>> = fact.row;
  const missing = keys.filter((key) => row[key] === null || row[key] === undefined || row[key] === '');
  const wrong = Object.entries(row).filter(([field, value]) => {
    const column = columns[field];
    if (column === undefined) return true;
    return value !== null && value !== undefined && !SHAPES[column.type](value);
  });
  return [
    ...missing.map((key) => `${table}.${key} is missing`),
    ...wrong.map(([field, value]) => `${table}.${field}: ${String(value)}`),
  ];
}
