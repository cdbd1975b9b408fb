import { jsonFile, textFile, type GeneratedFile } from './generated-file';

const AT = '2025-11-28T01:51:30Z';

/** One small file of each remaining kind that the profiled tree has. */
export function* sundryFiles(): Generator<GeneratedFile> {
  yield* sundryRegisters();
  yield* sundryLogs();
}

const REGISTERS: readonly (readonly [path: string, records: number, value: unknown])[] = [
  [
    'agents/configs/agent-registry.json',
    2,
    {
      master_agents: { development: { name: 'Development', status: 'active' } },
      observer_agents: { watcher: {} },
    },
  ],
  [
    'coordination/catalog/metastore.json',
    1,
    { catalog_name: 'cortex', namespaces: [{ name: 'coordinator', type: 'master_agent', owner: 'system' }] },
  ],
  [
    'coordination/catalog/validation-report.json',
    1,
    {
      generated_at: AT,
      validation_checklist: [{ asset_id: 'schema-0.schema', schema: null, owner: 'platform' }],
    },
  ],
  [
    'coordination/workflows/metrics/contractor-performance.json',
    1,
    {
      last_updated: AT,
      contractors: [{ contractor_id: 'infrastructure-contractor', specialization: 'servers' }],
    },
  ],
  [
    'coordination/knowledge-base/feedback-reports/feedback-test-worker-002.json',
    1,
    { worker_id: 'test-worker-002', overall_score: 98, generated_at: AT, feedback: { strengths: ['fast'] } },
  ],
  [
    'coordination/security/vulnerability-scan-20251201.json',
    1,
    { scan_id: 'scan-1', timestamp: AT, severity: 'moderate', summary: { critical: 0, high: 2 } },
  ],
  ['coordination/config/zombie-cleanup-policy.json', 1, { enabled: true, max_age_minutes: 120 }],
];

function* sundryRegisters(): Generator<GeneratedFile> {
  for (const [path, records, value] of REGISTERS) yield jsonFile(path, records, () => value);
}

const LOGS: Readonly<Record<string, unknown>> = {
  'coordination/governance/audit-trail.jsonl': {
    timestamp: AT,
    actor: 'coordinator-master',
    action: 'policy_read',
  },
  'coordination/governance/alerts.jsonl': {
    timestamp: AT,
    alert_id: 'alert-1',
    severity: 'warn',
    message: 'Slow',
  },
  'coordination/governance/pii-detections.jsonl': {
    timestamp: AT,
    detection_id: 'pii-1',
    pii_types: ['email'],
  },
  'coordination/security/scan-results.jsonl': { timestamp: AT, scan_id: 'scan-2', status: 'clean' },
  'coordination/incidents/incidents.jsonl': {
    timestamp: AT,
    incident_id: 'inc-1',
    severity: 'high',
    title: 'Down',
  },
};

function* sundryLogs(): Generator<GeneratedFile> {
  for (const [path, record] of Object.entries(LOGS))
    yield textFile(path, 1, () => `${JSON.stringify(record)}\n`);
}
