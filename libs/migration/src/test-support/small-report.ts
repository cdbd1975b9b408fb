import type { RunReport } from '@cortex/domain';

/** A fixed report that has one of everything; what a file could be called is as bad as a file system allows. */
export const smallReport: RunReport = {
  schemaVersion: 1,
  run: {
    id: '0199a1b2-3c4d-7e5f-8a6b-9c0d1e2f3a4b',
    state: 'published',
    target: 'local',
    startedAt: '2026-11-22T16:20:22.750Z',
    finishedAt: '2026-11-22T16:20:31.123Z',
    version: '0.1.0',
    resumed: true,
  },
  manifest: {
    hash: '5f2a9c4e7b1d3f6a8c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d0f1a3c5e7b9d1f3a',
    documents: 1049,
    bytes: 32_104_880,
  },
  records: {
    read: 17_956,
    inserted: 12_318,
    updated: 41,
    unchanged: 0,
    duplicate: 206,
    quarantined: 5,
    archivedOnly: 5386,
  },
  tables: {
    agents: { inserted: 302, updated: 41, unchanged: 0, total: 344, stubs: 62, seeds: 1 },
    tasks: { inserted: 1012, updated: 0, unchanged: 0, total: 1012, stubs: 368, seeds: 0 },
    audit_logs: { inserted: 9120, updated: 0, unchanged: 0, total: 9120, stubs: 0, seeds: 0 },
    users: { inserted: 0, updated: 0, unchanged: 0, total: 1, stubs: 0, seeds: 1 },
    policy_violations: { inserted: 0, updated: 0, unchanged: 0, total: 0, stubs: 0, seeds: 0 },
  },
  closes: true,
  closure: [
    { name: 'records read = records with a disposition', expected: 17_956, actual: 17_956, holds: true },
    { name: 'documents read = documents stored', expected: 1049, actual: 1049, holds: true },
  ],
  verification: 'not-run',
  derived: [
    { code: 'value-derived', subject: 'tasks.createdAt: epoch-in-id', count: 31 },
    { code: 'value-derived', subject: 'agents.createdAt: first-run', count: 8 },
  ],
  repairs: [
    { path: 'coordination/tasks/deploy.json', member: null, rule: 'missing-value', count: 2 },
    { path: 'coordination/old.tar.gz', member: 'worker-specs/a|b.json', rule: 'bare-word', count: 1 },
  ],
  decisions: [
    { code: 'identity', subject: 'tasks: newest version wins', count: 89 },
    { code: 'word-mapped', subject: 'task.status: ready_to_spawn → pending', count: 17 },
    { code: 'word-unknown', subject: 'task.status: `half|done` → pending', count: 3 },
    { code: 'secret-redacted', subject: 'api-key', count: 1 },
  ],
  quarantine: {
    total: 5,
    byReason: { undecodable: 2, 'id-missing': 2, conflict: 1 },
    first: [
      {
        path: 'coordination/tasks/<script>alert(1)</script>.json',
        member: null,
        ordinal: 0,
        byteOffset: 0,
        byteLength: 1204,
        reason: 'undecodable',
        detail: 'A value was expected at byte 118.',
      },
      {
        path: 'coordination/\\x1b[31mred\u001b[31m `a|b`\u202e.json',
        member: null,
        ordinal: 3,
        byteOffset: 1840,
        byteLength: 97,
        reason: 'undecodable',
        detail: 'The value does not end.',
      },
      {
        path: 'coordination/old.tar.gz',
        member: 'worker-specs/無名.json',
        ordinal: 12,
        byteOffset: 40_960,
        byteLength: 310,
        reason: 'id-missing',
        detail: 'Neither id nor task_id is there.',
      },
    ],
  },
  kinds: [
    { kind: 'event-stream', documents: 61, records: 9120, bytes: 14_200_310 },
    { kind: 'task-queue', documents: 9, records: 1380, bytes: 1_904_500 },
    { kind: 'opaque', documents: 512, records: 512, bytes: 15_800_021 },
    { kind: 'empty', documents: 23, records: 0, bytes: 0 },
  ],
  changedDuringRun: ['coordination/events/today.jsonl'],
  vanished: [],
  warnings: [
    'coordination/events/today.jsonl: changed while it was read and was read again.',
    'coordination/link.json: not followed (symbolic link).',
  ],
  failure: null,
  timingsMs: { scan: 3120, load: 4410, gate: 240, publish: 603 },
};

/** The same tree without anything to look at. */
export const calmReport: RunReport = {
  ...smallReport,
  records: { ...smallReport.records, quarantined: 0, inserted: 12_323 },
  decisions: smallReport.decisions.slice(0, 2),
  quarantine: { total: 0, byReason: {}, first: [] },
  changedDuringRun: [],
  warnings: [],
};
