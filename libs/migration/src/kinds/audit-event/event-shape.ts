import type { JsonObject } from '@cortex/domain';

/** Where the members of one shape of event say what, first choice first. */
export interface EventShape {
  /** The member names, in order: events with the same names in the same order share a shape. */
  readonly keys: readonly string[];
  readonly positions: Readonly<Record<EventRole, readonly number[]>>;
  readonly names: Readonly<Record<EventRole, readonly string[]>>;
}

export type EventRole = keyof typeof namesByRole;

/**
 * Names of members by what they say of an event; the first that has a fitting value counts. Only names that are
 * references by their meaning stand under agent, task and asset: `source`, `resource`, `launched_by` and
 * `ideal_expert` name all sorts of things and stay in the details.
 */
const namesByRole = {
  externalId: [
    'event_id',
    'id',
    'violation_id',
    'alert_id',
    'vulnerability_id',
    'audit_id',
    'incident_id',
    'scan_id',
    'bypass_id',
    'validation_id',
    'decision_id',
    'exploration_id',
    'example_id',
    'feedback_id',
    'learning_id',
    'lineage_id',
    'fix_id',
    'report_id',
    'check_id',
    'span_id',
    'trace_id',
    'eval_id',
  ],
  type: [
    'event_type',
    'eventType',
    'event',
    'type',
    'action',
    'operation',
    'alert_type',
    'incident_type',
    'pattern_type',
    'exploration_type',
    'example_type',
    'bypass_type',
    'decision_type',
    'check_name',
    'scan_type',
    'pii_type',
  ],
  time: [
    'timestamp',
    'occurred_at',
    'event_time',
    'event_timestamp',
    'time',
    'ts',
    '@timestamp',
    'datetime',
    'date',
    'created_at',
    'createdAt',
    'logged_at',
    'recorded_at',
    'detected_at',
    'reported_at',
    'scanned_at',
    'scan_date',
    'checked_at',
    'planned_at',
    'generated_at',
    'heartbeat_time',
  ],
  summary: [
    'message',
    'event_summary',
    'summary',
    'description',
    'details',
    'title',
    'task_title',
    'task_description',
    'strategy_description',
    'reason',
    'error_message',
    'error',
    'recommendation',
  ],
  severity: ['severity', 'severity_level', 'log_level'],
  /** A severity only when it is a word of severity (`level: beginner` is none). */
  level: ['level'],
  impact: ['security_impact', 'impact_level'],
  risk: ['risk_level'],
  agent: [
    'agent_id',
    'agentId',
    'worker_id',
    'workerId',
    'agent',
    'ai_agent',
    'worker',
    'master_id',
    'master',
    'selected_master',
    'assigned_master',
    'routed_to',
    'primary_expert',
    'expert',
    'assigned_to',
    'pm_id',
    'daemon',
    'actor',
    'principal',
    'created_by',
  ],
  task: ['task_id', 'taskId'],
  /** Objects only: as text it is as often a title as an id. */
  taskObject: ['task'],
  asset: ['asset_id', 'assetId', 'data_asset', 'asset'],
  user: ['user_id', 'userId', 'username', 'user'],
  outcome: ['status', 'outcome', 'result', 'decision', 'outcome_classification', 'classification'],
  tags: ['compliance_tags', 'compliance_frameworks'],
  ip: ['ip_address', 'client_ip', 'remote_addr', 'ip'],
  userAgent: ['user_agent', 'userAgent'],
  /** Objects that hold what the event is about. */
  nested: [
    'data',
    'payload',
    'event_data',
    'details',
    'context',
    'final_decision',
    'decision',
    'outcome',
    'metadata',
    'enriched_metadata',
  ],
} as const;

/** Members under which an event may keep another object. */
export const nestedNames: readonly string[] = namesByRole.nested;

/** A member that is a time by its name, for events of unknown making; deadlines are none. */
const TIME_NAME = /(?:_at|At|[_-]?timestamp|Timestamp)$/;
const DEADLINE_NAME = /expire|due|next|until|schedul|deadline|retention/i;

/** Shapes come from documents: the memory of them is bounded. */
const MEMORY_LIMIT = 512;

/**
 * Remembers shapes: a log has millions of events and a handful of shapes, so names are looked at once per shape. What
 * it answers depends on the object alone.
 */
export class EventShapes {
  private recent: EventShape | undefined;
  private readonly known = new Map<string, EventShape>();

  shapeOf(object: JsonObject): EventShape {
    if (this.recent !== undefined && hasShape(object, this.recent)) return this.recent;
    this.recent = this.lookUp(object);
    return this.recent;
  }

  private lookUp(object: JsonObject): EventShape {
    const keys = object.members.map(({ key }) => key);
    const name = JSON.stringify(keys);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const shape = readShape(keys);
    if (this.known.size >= MEMORY_LIMIT) this.known.clear();
    this.known.set(name, shape);
    return shape;
  }
}

function hasShape({ members }: JsonObject, { keys }: EventShape): boolean {
  if (members.length !== keys.length) return false;
  for (let at = 0; at < keys.length; at += 1) {
    if (members[at]?.key !== keys[at]) return false;
  }
  return true;
}

function readShape(keys: readonly string[]): EventShape {
  const last = new Map(keys.map((key, at) => [key, at]));
  const positions = mapRoles((role) => positionsOf(role, last));
  const names = mapRoles((role) => positions[role].map((at) => keys[at] ?? ''));
  return { keys, positions, names };
}

function positionsOf(role: EventRole, last: ReadonlyMap<string, number>): number[] {
  const listed = namesByRole[role].flatMap((name) => last.get(name) ?? []);
  if (role !== 'time') return listed;
  const timesByName = [...last].filter(([key]) => TIME_NAME.test(key) && !DEADLINE_NAME.test(key));
  return [...new Set([...listed, ...timesByName.map(([, at]) => at)])];
}

function mapRoles<T>(value: (role: EventRole) => T): Record<EventRole, T> {
  return {
    externalId: value('externalId'),
    type: value('type'),
    time: value('time'),
    summary: value('summary'),
    severity: value('severity'),
    level: value('level'),
    impact: value('impact'),
    risk: value('risk'),
    agent: value('agent'),
    task: value('task'),
    taskObject: value('taskObject'),
    asset: value('asset'),
    user: value('user'),
    outcome: value('outcome'),
    tags: value('tags'),
    ip: value('ip'),
    userAgent: value('userAgent'),
    nested: value('nested'),
  };
}
