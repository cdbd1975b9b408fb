import { createKindMatcher } from '../normalise/kind-matcher';
import type { Kind } from '../normalise/kind';
import { kindCatalog } from './kind-catalog';

const claim = (path: string): Kind | undefined =>
  createKindMatcher(kindCatalog)({ path: Buffer.from(path), pathText: path, member: null, memberText: null });

describe('kinds of assets and events', () => {
  it.each([
    ['coordination/catalog/asset-catalog.json', 'asset-catalog'],
    ['deep/scripts/coordination/catalog/indexes/by-owner.json', 'asset-index'],
    ['coordination/catalog/metastore.json', 'asset-metastore'],
    ['coordination/catalog/validation-report.json', 'asset-validation'],
    ['coordination/catalog/lineage/ai-lineage.jsonl', 'lineage-log'],
    ['coordination/catalog/lineage/seeds.json', 'asset-lineage-file'],
    ['coordination/lineage/lineage-2026-02-01.jsonl', 'lineage-log'],
    ['coordination/governance/lineage-log.jsonl', 'lineage-log'],
    ['coordination/lineage/data-sources.json', 'data-source-registry'],
    ['coordination/repository-inventory.json', 'repository-inventory'],
    ['coordination/portfolio/repositories.json', 'repository-portfolio'],
    ['coordination/portfolio-health-report.json', 'portfolio-health-report'],
    ['coordination/mcp-registry/servers.json', 'mcp-server-registry'],
    ['coordination/masters/inventory/proxmox-vm-inventory.json', 'vm-inventory'],
    ['coordination/users.json', 'user-accounts'],
    ['coordination/policies/policy-definitions/soc2-compliance-policy.json', 'governance-policy'],
    ['coordination/governance/policies/policy-definitions.json', 'governance-policy'],
    ['coordination/masters/documentation-master/config/learning-policy.json', 'governance-policy'],
    ['coordination/governance/roles.json', 'governance-policy'],
    ['coordination/governance/access-policies.json', 'governance-policy'],
    ['coordination/observability/alert-rules.json', 'governance-policy'],
    ['coordination/governance/pii-incidents.jsonl', 'pii-detection-log'],
    ['coordination/governance/bypass-audit.jsonl', 'override-log'],
    ['coordination/governance/overrides.jsonl', 'override-log'],
    ['coordination/policies/violations.jsonl', 'policy-violation-log'],
    ['coordination/governance/json-validation-compliance.json', 'compliance-result'],
    ['coordination/metrics-snapshots.jsonl', 'metrics-snapshot-log'],
    ['coordination/events/archive/2026-02-01/heartbeat-events.jsonl.gz', 'event-log'],
    ['coordination/dashboard-events.jsonl', 'event-log'],
    ['coordination/pm-activity.jsonl', 'event-log'],
    ['agents/workers/garden-worker-1/execution-log.jsonl', 'event-log'],
    ['coordination/evaluation/golden-routing-decisions.jsonl', 'routing-decision-log'],
    ['coordination/routing/performance.jsonl', 'routing-decision-log'],
    ['coordination/worker-health-metrics.jsonl', 'health-report-log'],
    ['coordination/observability/quality/quality-alerts.jsonl', 'quality-log'],
    ['coordination/knowledge-base/training-examples/training-examples.jsonl', 'time-stamped-log'],
    ['coordination/observability/metrics/raw/metrics-2026-02-01.jsonl', 'time-stamped-log'],
    ['coordination/schemas/worker-spec.json', 'json-document'],
  ])('claim %s as %s', (path, kind) => {
    expect(claim(path)?.name).toBe(kind);
  });
});
