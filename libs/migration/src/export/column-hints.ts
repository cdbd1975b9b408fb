import { toSnakeCase } from '@cortex/domain';
import type { TableName } from '@cortex/domain';

/** Names of members that tell of a column, the usual one first; the same for all tables unless one has its own. */
const namesByField: Readonly<Record<string, string>> = {
  acknowledgedAt: 'acknowledged_at accepted_at picked_up_at processed_at received_at',
  activatedAt: 'activated_at started_at spawned_at',
  agentStatus: 'status state health health_state',
  agentType: 'agent_type type role',
  assetType: 'asset_type category type',
  assignedToAgentId: 'assigned_to assigned_agent assignee worker_id assigned_worker',
  capabilities: 'capabilities expertise_areas skills expertise',
  category: 'category',
  certificationDate: 'certification_date certified_at',
  completedAt: 'completed_at completedAt',
  complianceTags: 'compliance_tags compliance_frameworks',
  createdAt: 'created_at createdAt created added_at initialized_at registered_at timestamp',
  createdByAgentId: 'created_by createdBy requested_by',
  description: 'description details query prompt',
  detectedAt: 'timestamp detected_at occurred_at',
  discoveredBy: 'discovered_by agent_id actor',
  displayName: 'display_name master_name contractor_name agent_name name',
  dueAt: 'due_at due_date deadline',
  effectiveFrom: 'effective_from effective_date',
  effectiveUntil: 'effective_until expires_at expiry_date',
  email: 'email mail',
  errorDetails: 'error_details error failure',
  errorMessage: 'error_message error failure_reason cancellation_reason',
  eventSummary: 'message summary description',
  eventType: 'event_type type event action',
  failedAt: 'failed_at failedAt',
  filePath: 'file_path path',
  fromAgentId: 'from_master source_master from_agent from source_agent source sender',
  fullName: 'full_name name display_name',
  handoffReason: 'handoff_reason reason summary message',
  healthStatus: 'health_status health',
  ipAddress: 'ip_address client_ip remote_addr ip',
  isActive: 'is_active active enabled status',
  isVerified: 'is_verified verified email_verified',
  lastCheckin:
    'last_checkin last_seen last_run last_contact last_heartbeat last_active last_check heartbeat_time',
  lastLogin: 'last_login last_login_at',
  lastModified: 'last_modified updated_at',
  masterAgentId: 'master master_id master_agent parent_master',
  name: 'name asset_name title',
  occurredAt: 'timestamp occurred_at created_at',
  parentAgentId: 'parent_agent_id parent_agent spawned_by',
  parentTaskId: 'parent_task_id parent_task parent_id',
  policyName: 'policy_name name title',
  policyRules: 'policy_rules rules',
  policyType: 'policy_type type category',
  preferences: 'preferences settings',
  promptFile: 'prompt_file prompt_template',
  repositoryName: 'repository_name repo_name name',
  repositoryOwner: 'repository_owner repo_owner owner',
  repositoryUrl: 'repository_url repo_url url',
  resolutionNotes: 'resolution_notes resolution justification',
  resolvedAt: 'resolved_at remediated_at',
  resolvedBy: 'resolved_by approved_by',
  resultData: 'result_data result results outcome',
  resultSummary: 'result_summary resolution result results outcome completion_notes',
  role: 'role purpose description',
  securityImpact: 'security_impact impact_level',
  sensitivity: 'sensitivity sensitivity_level',
  specialization: 'specialization specialty worker_type',
  startedAt: 'started_at startedAt',
  status: 'status violation_status',
  tags: 'tags labels frameworks compliance_frameworks',
  taskId: 'task_id taskId',
  taskPriority: 'priority',
  taskStatus: 'status state',
  taskType: 'type task_type taskType',
  terminatedAt: 'terminated_at retired_at completed_at ended_at',
  timeoutMinutes: 'timeout_minutes time_limit_minutes',
  title: 'title task_title name task_name subject',
  toAgentId: 'to_master target_master to_agent to target_agent target receiver assigned_to',
  tokenBudgetPersonal:
    'token_budget token_budget_personal default_token_budget personal tokens token_allocation',
  tokenBudgetWorkerPool: 'token_budget_worker_pool worker_pool',
  tokensAllocated: 'tokens_allocated token_allocation token_budget',
  tokensUsed: 'tokens_used actual_tokens in_use used',
  tokensUsedToday: 'tokens_used_today used_today',
  tokensUsedTotal: 'tokens_used_total total_tokens_used used_total tokens_used',
  userAgent: 'user_agent userAgent',
  userId: 'user_id userId username user',
  username: 'username login',
  verifiedAt: 'verified_at email_verified_at',
};

/** The names that a record may have for a column; its own name is always one. */
export function hintsFor(field: string): readonly string[] {
  const own = toSnakeCase(field);
  const names = namesByField[field]?.split(' ') ?? [];
  return names.includes(own) ? names : [...names, own];
}

/** jsonb columns that hold what is left of a record when the other columns have their values. */
const restFields: Readonly<Partial<Record<TableName, string>>> = {
  agents: 'configuration',
  tasks: 'metadata',
  taskHandoffs: 'contextData',
  assets: 'metadata',
  users: 'metadata',
  governancePolicies: 'metadata',
  auditLogs: 'eventDetails',
  policyViolations: 'violationDetails',
  assetLineage: 'metadata',
  tokenBudgetHistory: 'metadata',
};

export function isRestField(table: TableName, field: string): boolean {
  return restFields[table] === field;
}
