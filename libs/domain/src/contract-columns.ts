import type { TableName } from './table-specs';

/**
 * The columns that services were promised (the database contract), by table; those beside them explain a row and may
 * change with the way it came into the database. Left out: what the database numbers, counts or derives itself
 * (serial keys, `updated_at`, `search_vector`), and hashes of passwords and keys, which no tree holds.
 */
export const contractColumns = {
  agents:
    'agentId agentType agentStatus displayName color icon role promptFile parentAgentId masterAgentId tokenBudgetPersonal tokenBudgetWorkerPool tokensUsedToday tokensUsedTotal certification certificationDate certifiedBy specialization createdAt activatedAt lastCheckin terminatedAt capabilities configuration repositories',
  tasks:
    'taskId taskStatus taskPriority title description taskType category assignedToAgentId createdByAgentId masterAgentId parentTaskId rootTaskId repositoryOwner repositoryName repositoryUrl tokensAllocated tokensUsed timeoutMinutes slaMinutes createdAt startedAt completedAt failedAt dueAt resultSummary resultData errorMessage errorDetails tags metadata',
  taskLineage: 'parentTaskId childTaskId relationshipType createdAt',
  taskHandoffs: 'taskId fromAgentId toAgentId handoffReason contextData createdAt acknowledgedAt',
  assets:
    'assetId assetType name category subcategory namespace filePath url description owner sensitivity createdAt lastModified discoveredAt tags metadata healthStatus',
  assetLineage: 'upstreamAssetId downstreamAssetId lineageType confidence discoveredBy discoveredAt metadata',
  auditLogs:
    'eventType agentId taskId assetId userId eventSummary eventDetails severity securityImpact complianceTags ipAddress userAgent occurredAt metadata',
  users:
    'userId username email fullName role isActive isVerified createdAt lastLogin verifiedAt preferences metadata',
  governancePolicies:
    'policyId policyName policyType description policyRules severity isActive createdBy createdAt effectiveFrom effectiveUntil tags metadata',
  policyViolations:
    'policyId assetId taskId agentId violationSummary violationDetails severity status resolvedBy resolutionNotes detectedAt acknowledgedAt resolvedAt metadata',
  tokenBudgetHistory: 'agentId taskId tokensUsed tokensRemaining budgetType operation recordedAt',
} as const satisfies Partial<Record<TableName, string>>;

export type ContractTable = keyof typeof contractColumns;

const lists = new Map<string, readonly string[]>(
  Object.entries(contractColumns).map(([table, names]) => [table, names.split(' ')]),
);

/** Fields of the contract; none of a table that is not in it. */
export function contractFields(table: TableName): readonly string[] {
  return lists.get(table) ?? [];
}
