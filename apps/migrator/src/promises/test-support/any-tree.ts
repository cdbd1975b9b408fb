import fc from 'fast-check';

/** Where kinds of documents lie, also those that a tree ignores in its version control. */
const PATHS = [
  'coordination/task-queue.json',
  'coordination/task-queue.backup-20260301-120000.json',
  'coordination/archive/tasks/2026-02/completed-20260228.json',
  'coordination/tasks/task-7.json',
  'coordination/tasks/batch/task-8-cancelled.json',
  'coordination/tasks/chat-tasks-1/chat-task-1.json',
  'coordination/orchestrator/tasks/orch-1.json',
  'coordination/handoffs.json',
  'coordination/masters/development/handoffs/to-security-task-7.json.processed',
  'coordination/masters/\ndevelopment/context/master-state.json',
  'coordination/worker-specs/active/worker-1.json',
  'coordination/worker-specs/archived/worker-2.json',
  'coordination/worker-pool.json',
  'coordination/pm-state.json',
  'coordination/token-budget.json',
  'coordination/status.json',
  'coordination/users.json',
  'coordination/catalog/asset-catalog.json',
  'coordination/catalog/indexes/by-owner.json',
  'coordination/catalog/metastore.json',
  'coordination/governance/identities/active.json',
  'coordination/governance/policies/policy-definitions.json',
  'coordination/governance/policy-violations.json',
  'coordination/history/2026/day.json',
  'coordination/repository-inventory.json',
  'services/a/coordination/vm-inventory.json',
  'agents/configs/agent-registry.json',
  'agents/workers/worker-1/status.json',
];

const STREAMS = [
  'coordination/events/bus.jsonl',
  'coordination/catalog/lineage/data-lineage.jsonl',
  'coordination/governance/pii-detections.jsonl',
  'coordination/metrics-snapshots.jsonl',
  'coordination/masters/coordinator/logs/routing-decisions.jsonl',
  'scripts/coordination/health-reports.jsonl',
];

const NAMES =
  `id task_id worker_id agent_id master_id handoff_id asset_id user_id username email policy_id violation_id title name
status state health_state type priority assigned_to created_by spawned_by from_master to_master parent_task_id
depends_on blocks subtasks tasks task_data context metadata resources execution heartbeat token_budget tokens_used
tokens_remaining created_at updated_at started_at completed_at timestamp active_workers completed_workers
monitored_workers pending_handoffs completed_handoffs agents identities master_agents assets required_by source_asset
target_asset users policies violations resolved_by events repositories vms tokens workers ip_address confidence
approved_by severity event_type message description tags capabilities repository owner sensitivity`.split(
    /\s+/,
  );

/** Few, so that records meet: equal ids, names of users that are ids of others, cycles of parents. */
const WORDS = [
  'task-1',
  'task-2',
  'task-1762693200',
  'task-1 (why)',
  'worker-1',
  'development',
  'security-agent',
  'system',
  'ada',
  'ada@example.com',
  'pol-1',
  'pending',
  'COMPLETED',
  'In Progress',
  'pondering',
  'critical',
  'owner/name',
  '2026-03-01T08:00:00-0600',
  '2026-03-01',
  '275760-09-13T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '$(date -Iseconds)',
  '999.999.1.1',
  '10.0.0.1',
  'N/A',
  '.9000',
  '',
  ' ',
  '\ndevelopment',
  '__proto__',
  '<script>',
  'password: hunter2',
];

/** What PostgreSQL cannot hold costs a record: rare, so that others are left. */
const UNSTORABLE = ['\u0000', '\ud800', 'i'.repeat(1_100)];

const HOLDERS = NAMES.filter((name) => /s$|_data$/.test(name) && !/status/.test(name));

const NUMBERS = [
  '0.10',
  '-450',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '1772445600000',
  '-0',
  '3',
];

const word = fc
  .oneof(
    { weight: 300, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 1, arbitrary: fc.constantFrom(...UNSTORABLE) },
  )
  .map((text) => JSON.stringify(text));

/** Without these, hardly a record would have an id, a time or a number where it belongs. */
const usualMember = fc.oneof(
  fc.tuple(
    fc.constantFrom(...NAMES.filter((name) => /(?:^|_)id$|^name$|_to$|_by$|_master$/.test(name))),
    word,
  ),
  fc.tuple(
    fc.constantFrom(...NAMES.filter((name) => /_at$|^timestamp$/.test(name))),
    fc.constantFrom(
      '"2026-03-01T08:00:00Z"',
      '"2026-03-01T09:00:00-0600"',
      '"275760-09-13T00:00:00Z"',
      '1772445600',
    ),
  ),
  fc.tuple(
    fc.constantFrom(...NAMES.filter((name) => /token|confidence/.test(name))),
    fc.constantFrom(...NUMBERS),
  ),
);

const { json, object } = fc.letrec<{ json: string; object: string; list: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    word,
    fc.constantFrom(...NUMBERS, 'null', 'true', 'false'),
    tie('object'),
    tie('list'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  // As text and not as a value: members repeat, numbers keep their spelling.
  object: fc
    .array(fc.oneof(usualMember, fc.tuple(fc.constantFrom(...NAMES), tie('json'))), {
      minLength: 1,
      maxLength: 12,
    })
    .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
}));

/** Lists and maps of records under the names that hold them. */
const holder = fc
  .array(fc.tuple(fc.constantFrom(...HOLDERS), fc.array(object, { maxLength: 6 }), fc.boolean()), {
    minLength: 1,
    maxLength: 3,
  })
  .map(
    (members) =>
      `{${members.map(([name, items, isMap]) => `"${name}":${holderOf(items, isMap)}`).join(',')}}`,
  );

function holderOf(items: readonly string[], isMap: boolean): string {
  if (!isMap) return `[${items.join(',')}]`;
  return `{${items.map((item, index) => `${JSON.stringify(WORDS[index])}:${item}`).join(',')}}`;
}

/** What programs that crash, race or print into their own files leave. */
const spoiled = fc.oneof(
  { weight: 1, arbitrary: json },
  { weight: 6, arbitrary: object },
  { weight: 8, arbitrary: holder },
  { weight: 1, arbitrary: holder.map((text) => text.slice(0, text.length / 2)) },
  { weight: 1, arbitrary: holder.map((text) => `Here it is:\n${text}`) },
  { weight: 1, arbitrary: holder.map((text) => `\u001b[32m${text}`) },
  { weight: 1, arbitrary: holder.map((text) => `${text}${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('', '\n', '{}', 'null', '[[[', '"') },
);

const stream = fc.array(spoiled, { maxLength: 12 }).map((lines) => lines.join('\n'));

/** path → text of a tree with every kind of mess, at every place where a kind looks for its documents. */
export const anyTree: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record({
  ...Object.fromEntries(PATHS.map((path) => [path, spoiled])),
  ...Object.fromEntries(STREAMS.map((path) => [path, stream])),
});
