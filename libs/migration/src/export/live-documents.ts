import type { SqlRow, TableName } from '@cortex/domain';

/** Where a new row of a table would stand: the document that agents write to, and the place in it. */
export interface LiveDocument {
  /** Under the root; a document of that name further down counts when there is none here. */
  readonly path: string;
  readonly recordKind: string;
  /** The member that holds the records. */
  readonly container: string;
  /** Records are members by their id, or items. */
  readonly isMap: boolean;
  /** The member that holds the id. */
  readonly idMember: string;
}

const taskQueue: LiveDocument = {
  path: 'coordination/task-queue.json',
  recordKind: 'task',
  container: 'tasks',
  isMap: false,
  idMember: 'id',
};
const handoffs: LiveDocument = {
  path: 'coordination/handoffs.json',
  recordKind: 'handoff',
  container: 'pending_handoffs',
  isMap: false,
  idMember: 'handoff_id',
};
const users: LiveDocument = {
  path: 'coordination/users.json',
  recordKind: 'user',
  container: 'users',
  isMap: false,
  idMember: 'user_id',
};
const assets: LiveDocument = {
  path: 'coordination/catalog/asset-catalog.json',
  recordKind: 'asset',
  container: 'assets',
  isMap: false,
  idMember: 'asset_id',
};
const policies: LiveDocument = {
  path: 'coordination/governance/policies/policy-definitions.json',
  recordKind: 'policy',
  container: 'policies',
  isMap: false,
  idMember: 'policy_id',
};
const registry: LiveDocument = {
  path: 'agents/configs/agent-registry.json',
  recordKind: 'agent',
  container: 'agents',
  isMap: true,
  idMember: 'agent_id',
};

/** Agents stand by what they are, handoffs by whether they were picked up; null: the log of rows has them. */
export function liveDocumentOf(table: TableName, row: SqlRow): LiveDocument | null {
  switch (table) {
    case 'tasks':
      return taskQueue;
    case 'taskHandoffs':
      return row['acknowledgedAt'] === null ? handoffs : { ...handoffs, container: 'completed_handoffs' };
    case 'users':
      return users;
    case 'assets':
      return assets;
    case 'governancePolicies':
      return policies;
    case 'agents':
      return agentsOf(row['agentType']);
    default:
      return null;
  }
}

function agentsOf(agentType: SqlRow[string] | undefined): LiveDocument {
  if (agentType === 'master') return { ...registry, container: 'master_agents', recordKind: 'master' };
  if (agentType === 'observer') return { ...registry, container: 'observer_agents', recordKind: 'observer' };
  return registry;
}

/** Events of services, one line each. */
export const LIVE_EVENT_LOG = 'coordination/events/cortex-audit-log.jsonl';

/** Rows of which no document of the tree could tell. */
export const ROW_LOG = 'coordination/cortex-rows.jsonl';
