import { plainWord, shownWord } from './word-table';
import type { WordTable } from './word-table';

export type EventType =
  | 'task_created'
  | 'task_completed'
  | 'task_failed'
  | 'agent_spawned'
  | 'agent_terminated'
  | 'security_event'
  | 'compliance_check'
  | 'budget_alert'
  | 'system_error'
  | 'task_updated'
  | 'task_assigned'
  | 'task_blocked'
  | 'task_cancelled'
  | 'task_handed_over'
  | 'agent_heartbeat'
  | 'routing_decision'
  | 'metrics_snapshot'
  | 'health_report'
  | 'policy_violation'
  | 'data_access'
  | 'lineage_recorded'
  | 'git_operation'
  | 'incident'
  | 'feedback'
  | 'user_activity'
  | 'configuration_changed'
  | 'other';

/** What an event calls itself, with `_` for dots and colons too (`worker.completed`). */
export const eventTypeWords: WordTable<EventType> = {
  column: 'audit_logs.event_type',
  words: {
    task_created: 'task_created',
    task_creation: 'task_created',
    task_submitted: 'task_created',
    task_queued: 'task_created',
    task_completed: 'task_completed',
    task_completion: 'task_completed',
    worker_completed: 'task_completed',
    task_failed: 'task_failed',
    task_failure: 'task_failed',
    worker_failed: 'task_failed',
    task_updated: 'task_updated',
    task_started: 'task_updated',
    task_escalated: 'task_updated',
    task_unblocked: 'task_updated',
    task_assigned: 'task_assigned',
    task_reassigned: 'task_assigned',
    task_blocked: 'task_blocked',
    task_cancelled: 'task_cancelled',
    task_canceled: 'task_cancelled',
    handoff_created: 'task_handed_over',
    handoff_accepted: 'task_handed_over',
    handoff_completed: 'task_handed_over',
    agent_spawned: 'agent_spawned',
    agent_started: 'agent_spawned',
    worker_spawned: 'agent_spawned',
    worker_started: 'agent_spawned',
    worker_registered: 'agent_spawned',
    worker_restarted: 'agent_spawned',
    master_started: 'agent_spawned',
    orchestrator_started: 'agent_spawned',
    coordinator_started: 'agent_spawned',
    daemon_started: 'agent_spawned',
    integration_validator_started: 'agent_spawned',
    pm_started: 'agent_spawned',
    agent_terminated: 'agent_terminated',
    agent_stopped: 'agent_terminated',
    worker_terminated: 'agent_terminated',
    worker_stopped: 'agent_terminated',
    worker_killed: 'agent_terminated',
    zombie_process_terminated: 'agent_terminated',
    master_stopped: 'agent_terminated',
    orchestrator_stopped: 'agent_terminated',
    coordinator_stopped: 'agent_terminated',
    daemon_stopped: 'agent_terminated',
    integration_validator_stopped: 'agent_terminated',
    pm_stopped: 'agent_terminated',
    heartbeat: 'agent_heartbeat',
    agent_heartbeat: 'agent_heartbeat',
    worker_heartbeat: 'agent_heartbeat',
    worker_checkin: 'agent_heartbeat',
    checkin_received: 'agent_heartbeat',
    routing_decision: 'routing_decision',
    moe_routing_decision: 'routing_decision',
    coordinator_routing: 'routing_decision',
    task_routed: 'routing_decision',
    metrics_snapshot: 'metrics_snapshot',
    health_report: 'health_report',
    health_check: 'health_report',
    service_health_check: 'health_report',
    services_checked: 'health_report',
    security_event: 'security_event',
    governance_override: 'security_event',
    policy_violation: 'policy_violation',
    violation_detected: 'policy_violation',
    compliance: 'compliance_check',
    quality: 'compliance_check',
    system_error: 'system_error',
    system_alert: 'system_error',
    alert_created: 'system_error',
    health_alert: 'system_error',
    health_alert_created: 'system_error',
    routing_alert_created: 'system_error',
    budget_alert: 'budget_alert',
    budget_warning: 'budget_alert',
    budget_exceeded: 'budget_alert',
    token_budget_warning: 'budget_alert',
    token_budget_exceeded: 'budget_alert',
    asset_access: 'data_access',
    data_access: 'data_access',
    access_granted: 'data_access',
    access_denied: 'data_access',
    data_transformation: 'lineage_recorded',
    lineage_recorded: 'lineage_recorded',
    git_operation: 'git_operation',
    incident: 'incident',
    feedback: 'feedback',
    user_activity: 'user_activity',
    user_login: 'user_activity',
    user_logout: 'user_activity',
    user_created: 'user_activity',
    config_change: 'configuration_changed',
    config_changed: 'configuration_changed',
    configuration_changed: 'configuration_changed',
    other: 'other',
  },
  unknown: 'other',
  absent: 'other',
};

/** Families of words that the design names as a whole (pii, scans, overrides; compliance, quality), also bare. */
const FAMILIES: readonly (readonly [prefix: string, type: EventType])[] = [
  ['security_', 'security_event'],
  ['pii_', 'security_event'],
  ['scan_', 'security_event'],
  ['override_', 'security_event'],
  ['vulnerability_', 'security_event'],
  ['bypass_', 'security_event'],
  ['compliance_', 'compliance_check'],
  ['quality_', 'compliance_check'],
];

/** What a word means and how the report shows it; `note` is null when word and meaning are the same. */
export interface EventTypeMeaning {
  readonly type: EventType;
  readonly note: { readonly code: 'word-mapped' | 'word-unknown'; readonly subject: string } | null;
}

/**
 * `usual` is what events of the document's kind are when their own word says nothing (routing decisions have none);
 * null: they are `other`.
 */
export function meaningOfEventType(raw: string, usual: EventType | null): EventTypeMeaning {
  const known = knownType(raw);
  const type = known ?? usual ?? eventTypeWords.unknown;
  if (raw === type) return { type, note: null };
  const subject = `${eventTypeWords.column}: ${shownWord(raw)} → ${type}`;
  return { type, note: { code: known === null && usual === null ? 'word-unknown' : 'word-mapped', subject } };
}

function knownType(raw: string): EventType | null {
  const plain = plainWord(raw).replace(/[.:]/g, '_');
  if (Object.hasOwn(eventTypeWords.words, plain)) return eventTypeWords.words[plain] ?? null;
  return FAMILIES.find(([prefix]) => `${plain}_`.startsWith(prefix))?.[1] ?? null;
}
