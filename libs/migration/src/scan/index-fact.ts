import { createHash } from 'node:crypto';

import type { Fact, PatchFact, RowDraft, SqlValue, TaskFact, TaskOverlayFact } from '@cortex/domain';
import { columnsOf, rowKeyOf, taskOrigins } from '@cortex/domain';

import type { ReferencedTable, SharedTable } from './scanned-tree';

/** A fact on a shared row, in the one form in which the index keeps all of them. */
export interface SharedFact {
  readonly table: SharedTable;
  readonly key: string;
  readonly precedence: number;
  readonly updatedAt: string | null;
  readonly row: Readonly<Record<string, SqlValue | undefined>>;
  readonly task: {
    readonly createdAt: string | null;
    readonly title: string | null;
    readonly originRank: number;
    readonly overlay: boolean;
  } | null;
  /** The last word on columns of the row, or that there is no such row; absent where a record tells of one. */
  readonly patch?: 'columns' | 'deleted';
}

const facetTables = {
  agent: 'agents',
  asset: 'assets',
  user: 'users',
  policy: 'governancePolicies',
} as const;

/** null for rows that nobody shares (append facts). */
export function toSharedFact(fact: Fact): SharedFact | null {
  switch (fact.type) {
    case 'append':
      return null;
    case 'task':
    case 'task-overlay':
      return taskFact(fact);
    case 'keyed':
      return {
        table: fact.table,
        key: rowKeyOf(fact.table, fact.row),
        precedence: fact.table === 'agentRuns' && isFiledAway(fact.row) ? 1 : 0,
        updatedAt: fact.table === 'agentRuns' ? newestTime(fact.row) : null,
        row: fact.row,
        task: null,
      };
    case 'alias':
      return aliasFact(fact);
    case 'patch':
      return patchFact(fact);
    default: {
      const { id, precedence, updatedAt, row } = fact;
      return { table: facetTables[fact.type], key: id, precedence, updatedAt, row, task: null };
    }
  }
}

/** Who put a spec into the archive knew more than a monitor that looks at what is left of the run. */
function isFiledAway({ derived }: RowDraft<'agentRuns'>): boolean {
  return typeof derived === 'string' && derived.includes('"run_status":"archive-folder"');
}

/** Records about one run are as fresh as the last thing that they tell of it. */
function newestTime(run: RowDraft<'agentRuns'>): string | null {
  const times = [run.createdAt, run.startedAt, run.endedAt, run.lastHeartbeat].filter(
    (time): time is string => typeof time === 'string',
  );
  return times.sort().at(-1) ?? null;
}

function taskFact(fact: TaskFact | TaskOverlayFact): SharedFact {
  const overlay = fact.type === 'task-overlay';
  const task = overlay
    ? { createdAt: null, title: null, originRank: 0, overlay }
    : { createdAt: fact.createdAt, title: fact.title, originRank: taskOrigins.indexOf(fact.origin), overlay };
  return { table: 'tasks', key: fact.taskId, precedence: 0, updatedAt: fact.updatedAt, row: fact.row, task };
}

function patchFact({ table, key, row, deleted }: PatchFact): SharedFact {
  const patch = deleted ? 'deleted' : 'columns';
  return { table, key, precedence: 0, updatedAt: null, row, task: null, patch };
}

function aliasFact(fact: Extract<Fact, { type: 'alias' }>): SharedFact {
  const table = fact.of === 'agents' ? 'agentAliases' : 'taskAliases';
  const target = fact.of === 'agents' ? 'agentId' : 'taskId';
  const row = { alias: fact.alias, [target]: fact.id, rule: fact.rule };
  return { table, key: fact.alias, precedence: 0, updatedAt: null, row, task: null };
}

/** Names the mapped content: 120 bits of sha256 over the row's JSON, which has a fixed order of fields per mapper. */
export function hashRow(rowJson: string): string {
  return createHash('sha256').update(rowJson).digest('base64').slice(0, 20);
}

/** Every id that a row refers to, with the table it is of. */
export function referencesOf(
  table: SharedTable | 'auditLogs' | 'tokenBudgetHistory',
  row: Readonly<Record<string, SqlValue | undefined>>,
): readonly { readonly table: ReferencedTable; readonly id: string }[] {
  return referencePlan(table).flatMap(({ field, to }) => {
    const id = row[field];
    return typeof id === 'string' && id !== '' ? [{ table: to, id }] : [];
  });
}

const plans = new Map<string, readonly { readonly field: string; readonly to: ReferencedTable }[]>();

/** The referencing columns of a table and what they refer to; computed once. */
export function referencePlan(
  table: SharedTable | 'auditLogs' | 'tokenBudgetHistory' | 'taskVersions',
): readonly { readonly field: string; readonly to: ReferencedTable }[] {
  const known = plans.get(table);
  if (known !== undefined) return known;
  const plan = Object.entries(columnsOf(table)).flatMap(([field, column]) =>
    column.references === undefined ? [] : [{ field, to: toTableName(column.references) }],
  );
  plans.set(table, plan);
  return plan;
}

function toTableName(
  sqlName: 'agents' | 'tasks' | 'assets' | 'users' | 'governance_policies',
): ReferencedTable {
  return sqlName === 'governance_policies' ? 'governancePolicies' : sqlName;
}
