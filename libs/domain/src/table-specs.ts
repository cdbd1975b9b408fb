/**
 * The tables that the migrator fills, as data: which columns, of which type, referring to what. The encoder, the
 * merge, the stubs and the fingerprint are all derived from here, so that a new column is one line.
 */
export type ColumnType =
  'text' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'timestamptz' | 'jsonb' | 'text[]' | 'inet';

export interface ColumnSpec {
  readonly type: ColumnType;
  /** Holds an id of that table: resolved through the aliases; a stub is made where nothing else creates the row. */
  readonly references?: 'agents' | 'tasks' | 'assets' | 'users' | 'governance_policies';
}

/**
 * `entity`: rows have a natural key, several records may speak of one, reruns compare images.
 * `append`: one row per physical record, keyed by (document, ordinal), never merged by content.
 */
export interface TableSpec {
  readonly mode: 'entity' | 'append';
  /** Fields that are the natural key (camelCase). For `append` empty. */
  readonly key: readonly string[];
  /** Column that the database numbers itself, absent from `columns`. */
  readonly serial?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
}

const text: ColumnSpec = { type: 'text' };
const integer: ColumnSpec = { type: 'integer' };
const bigint: ColumnSpec = { type: 'bigint' };
const boolean: ColumnSpec = { type: 'boolean' };
const time: ColumnSpec = { type: 'timestamptz' };
const jsonb: ColumnSpec = { type: 'jsonb' };
const textArray: ColumnSpec = { type: 'text[]' };
const agent: ColumnSpec = { type: 'text', references: 'agents' };
const task: ColumnSpec = { type: 'text', references: 'tasks' };
const asset: ColumnSpec = { type: 'text', references: 'assets' };
const user: ColumnSpec = { type: 'text', references: 'users' };
const policy: ColumnSpec = { type: 'text', references: 'governance_policies' };

export const tableSpecs = {
  agents: {
    mode: 'entity',
    key: ['agentId'],
    columns: {
      agentId: text,
      agentType: text,
      agentStatus: text,
      sourceStatus: text,
      displayName: text,
      color: text,
      icon: text,
      role: text,
      promptFile: text,
      parentAgentId: agent,
      masterAgentId: agent,
      tokenBudgetPersonal: bigint,
      tokenBudgetWorkerPool: bigint,
      tokensUsedToday: bigint,
      tokensUsedTotal: bigint,
      certification: text,
      certificationDate: time,
      certifiedBy: agent,
      specialization: text,
      createdAt: time,
      activatedAt: time,
      lastCheckin: time,
      terminatedAt: time,
      capabilities: jsonb,
      configuration: jsonb,
      repositories: textArray,
      isStub: boolean,
      derived: jsonb,
    },
  },
  tasks: {
    mode: 'entity',
    key: ['taskId'],
    columns: {
      taskId: text,
      taskStatus: text,
      taskPriority: text,
      sourceStatus: text,
      sourcePriority: text,
      title: text,
      description: text,
      taskType: text,
      category: text,
      assignedToAgentId: agent,
      createdByAgentId: agent,
      masterAgentId: agent,
      parentTaskId: task,
      rootTaskId: task,
      repositoryOwner: text,
      repositoryName: text,
      repositoryUrl: text,
      tokensAllocated: bigint,
      tokensUsed: bigint,
      timeoutMinutes: integer,
      slaMinutes: integer,
      createdAt: time,
      startedAt: time,
      completedAt: time,
      failedAt: time,
      dueAt: time,
      resultSummary: text,
      resultData: jsonb,
      errorMessage: text,
      errorDetails: jsonb,
      tags: textArray,
      metadata: jsonb,
      isStub: boolean,
      derived: jsonb,
    },
  },
  taskVersions: {
    mode: 'entity',
    key: ['sourceKey'],
    serial: 'versionId',
    columns: {
      sourceKey: text,
      taskId: task,
      origin: text,
      reason: text,
      taskStatus: text,
      taskPriority: text,
      title: text,
      sourceStatus: text,
      sourcePriority: text,
      sourceUpdatedAt: time,
      createdAt: time,
      content: jsonb,
    },
  },
  taskLineage: {
    mode: 'entity',
    key: ['parentTaskId', 'childTaskId', 'relationshipType'],
    serial: 'id',
    columns: {
      parentTaskId: task,
      childTaskId: task,
      relationshipType: text,
      createdAt: time,
      metadata: jsonb,
    },
  },
  taskHandoffs: {
    mode: 'entity',
    key: ['externalId'],
    serial: 'handoffId',
    columns: {
      externalId: text,
      taskId: task,
      fromAgentId: agent,
      toAgentId: agent,
      handoffReason: text,
      sourceStatus: text,
      contextData: jsonb,
      createdAt: time,
      acknowledgedAt: time,
      derived: jsonb,
    },
  },
  agentRuns: {
    mode: 'entity',
    key: ['agentRunId'],
    columns: {
      agentRunId: text,
      agentId: agent,
      taskId: task,
      masterAgentId: agent,
      runStatus: text,
      sourceStatus: text,
      workerType: text,
      createdAt: time,
      startedAt: time,
      endedAt: time,
      lastHeartbeat: time,
      tokenBudget: bigint,
      tokensUsed: bigint,
      exitCode: integer,
      outcome: text,
      result: jsonb,
      metadata: jsonb,
      derived: jsonb,
    },
  },
  assets: {
    mode: 'entity',
    key: ['assetId'],
    columns: {
      assetId: text,
      assetType: text,
      sourceType: text,
      name: text,
      category: text,
      subcategory: text,
      namespace: text,
      filePath: text,
      url: text,
      description: text,
      owner: text,
      sensitivity: text,
      sourceSensitivity: text,
      createdAt: time,
      lastModified: time,
      discoveredAt: time,
      tags: textArray,
      metadata: jsonb,
      healthStatus: jsonb,
      isStub: boolean,
      derived: jsonb,
    },
  },
  assetLineage: {
    mode: 'entity',
    key: ['upstreamAssetId', 'downstreamAssetId', 'lineageType'],
    serial: 'id',
    columns: {
      externalId: text,
      upstreamAssetId: asset,
      downstreamAssetId: asset,
      lineageType: text,
      confidence: { type: 'numeric' },
      discoveredBy: agent,
      discoveredAt: time,
      metadata: jsonb,
      derived: jsonb,
    },
  },
  users: {
    mode: 'entity',
    key: ['userId'],
    columns: {
      userId: text,
      username: text,
      email: text,
      fullName: text,
      role: text,
      sourceRole: text,
      isActive: boolean,
      isVerified: boolean,
      createdAt: time,
      lastLogin: time,
      verifiedAt: time,
      preferences: jsonb,
      metadata: jsonb,
      isStub: boolean,
      derived: jsonb,
    },
  },
  governancePolicies: {
    mode: 'entity',
    key: ['policyId'],
    columns: {
      policyId: text,
      policyName: text,
      policyType: text,
      description: text,
      policyRules: jsonb,
      severity: text,
      sourceSeverity: text,
      isActive: boolean,
      createdBy: user,
      createdAt: time,
      effectiveFrom: time,
      effectiveUntil: time,
      tags: textArray,
      metadata: jsonb,
      isStub: boolean,
      derived: jsonb,
    },
  },
  policyViolations: {
    mode: 'entity',
    key: ['externalId'],
    serial: 'violationId',
    columns: {
      externalId: text,
      policyId: policy,
      assetId: asset,
      taskId: task,
      agentId: agent,
      violationSummary: text,
      violationDetails: jsonb,
      severity: text,
      sourceSeverity: text,
      status: text,
      sourceStatus: text,
      resolvedBy: user,
      resolutionNotes: text,
      detectedAt: time,
      acknowledgedAt: time,
      resolvedAt: time,
      metadata: jsonb,
      derived: jsonb,
    },
  },
  auditLogs: {
    mode: 'append',
    key: [],
    serial: 'id',
    columns: {
      externalId: text,
      eventType: text,
      sourceEventType: text,
      agentId: agent,
      taskId: task,
      assetId: asset,
      userId: text,
      eventSummary: text,
      eventDetails: jsonb,
      severity: text,
      sourceSeverity: text,
      securityImpact: text,
      complianceTags: textArray,
      ipAddress: { type: 'inet' },
      userAgent: text,
      occurredAt: time,
      metadata: jsonb,
      derived: jsonb,
    },
  },
  tokenBudgetHistory: {
    mode: 'append',
    key: [],
    serial: 'id',
    columns: {
      agentId: agent,
      taskId: task,
      tokensUsed: bigint,
      tokensRemaining: bigint,
      budgetType: text,
      operation: text,
      recordedAt: time,
      metadata: jsonb,
      derived: jsonb,
    },
  },
  agentAliases: {
    mode: 'entity',
    key: ['alias'],
    columns: { alias: text, agentId: agent, rule: text },
  },
  taskAliases: {
    mode: 'entity',
    key: ['alias'],
    columns: { alias: text, taskId: task, rule: text },
  },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof tableSpecs;
export type FieldName<T extends TableName> = keyof (typeof tableSpecs)[T]['columns'] & string;

/** SQL text of a value, before COPY escaping. jsonb is JSON text, timestamptz ISO 8601, numbers their spelling. */
export type SqlValue = string | number | boolean | readonly string[] | null;

/** A row to be; an absent field is NULL: the migrator never relies on a default of the database. */
export type RowDraft<T extends TableName> = Partial<Record<FieldName<T>, SqlValue>>;

/** `taskLineage` → `task_lineage`, `agentId` → `agent_id`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields that hold ids of other rows, in the order of the spec. */
export function referencingFields(table: TableName): readonly string[] {
  return Object.entries(columnsOf(table)).flatMap(([field, column]) => (column.references ? [field] : []));
}

/** All other fields, in the order of the spec. */
export function plainFields(table: TableName): readonly string[] {
  return Object.entries(columnsOf(table)).flatMap(([field, column]) => (column.references ? [] : [field]));
}

/** The columns of a table without the literal types, for code that treats all tables alike. */
export function columnsOf(table: TableName): Readonly<Record<string, ColumnSpec>> {
  return tableSpecs[table].columns;
}

/** The table as the database calls it. */
export function sqlTableName(table: TableName): string {
  return toSnakeCase(table);
}
