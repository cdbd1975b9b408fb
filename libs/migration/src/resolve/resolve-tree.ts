import { rowKeyOf, splitRowKey, tableSpecs } from '@cortex/domain';

import { clusterTaskVersions } from './cluster-task-versions';
import { foldObservedRuns } from './fold-observed-runs';
import { orderByReference } from './order-by-reference';
import { findRepeatedUserNames } from './repeated-user-names';
import type { RepeatedUserNames } from './repeated-user-names';
import type { FactTarget, LoadedTable, Resolution, RowGroup } from './resolution';
import { sharedTableOrder } from './resolution';
import type { Aliases } from './resolve-aliases';
import { resolveAliases } from './resolve-aliases';
import { isOfRecord, layPatches, TreePatches } from './tree-patches';
import { referencePlan } from '../scan/index-fact';
import type {
  IndexedFact,
  RecordPosition,
  ReferencedTable,
  ScannedTree,
  SharedTable,
} from '../scan/scanned-tree';

/** Rows that every migrated database has before any tree is read. */
const SEEDED: Readonly<Partial<Record<ReferencedTable, readonly string[]>>> = {
  agents: ['system'],
  users: ['system'],
};

/** What of a tree says who is who. */
export type TreeFacts = Pick<ScannedTree, 'facts' | 'references' | 'notes' | 'factSpool'>;

/** Decides who is who in the tree: aliases, versions of tasks, merged rows, stubs, and the order to load them in. */
export function resolveTree(tree: TreeFacts): Resolution {
  return new TreeResolver(tree, resolveAliases(tree.facts, tree.factSpool)).resolve();
}

class TreeResolver {
  readonly groups = new Map<LoadedTable, RowGroup[]>();
  readonly targets: (FactTarget | undefined)[] = [];
  private readonly duplicates = new Set<number>();
  /** `<document>\n<id>` → key, where several tasks share an id and the document speaks of one of them. */
  private readonly localTasks = new Map<string, string>();
  private readonly splitTasks = new Set<string>();
  private readonly positions = { agents: new Map<string, number>(), tasks: new Map<string, number>() };

  readonly deleted = new Set<number>();
  private readonly patches: TreePatches;

  constructor(
    private readonly tree: TreeFacts,
    private readonly aliases: Aliases,
  ) {
    this.patches = new TreePatches(tree.facts);
  }

  resolve(): Resolution {
    this.resolveTasks();
    for (const table of sharedTableOrder) {
      if (table !== 'tasks' && table !== 'taskVersions') this.resolveRows(table);
    }
    layPatches(this.patches, this.aliases, this);
    this.addStubs();
    this.orderRows('agents');
    this.orderRows('tasks');
    const { groups, targets, duplicates, deleted } = this;
    const repeatedUserNames = this.findRepeatedUserNames();
    return {
      groups,
      targets,
      duplicates,
      deleted,
      repeatedUserNames,
      canonicalId: (table, id, at) => this.canonicalId(table, id, at),
      positionOf: (table, key) => this.positions[table].get(key) ?? -1,
    };
  }

  private findRepeatedUserNames(): RepeatedUserNames {
    const repeated = findRepeatedUserNames(this.groups.get('users') ?? [], this.tree.factSpool);
    for (const names of repeated.values())
      for (const name of names)
        this.tree.notes.add('identity', `users: an earlier user has the ${name}, this one a placeholder`);
    return repeated;
  }

  private resolveTasks(): void {
    const byId = new Map<string, IndexedFact[]>();
    for (const [id, facts] of this.tree.facts.get('tasks') ?? []) {
      const key = this.aliases.tasks.get(id) ?? id;
      byId.set(key, [...(byId.get(key) ?? []), ...facts.filter(isOfRecord)]);
    }
    for (const [id, facts] of byId) if (facts.length > 0) this.resolveTask(id, facts.sort(byNumber));
  }

  private resolveTask(id: string, facts: readonly IndexedFact[]): void {
    const overlays = facts.filter(({ task }) => task?.overlay === true);
    const clusters = clusterTaskVersions(facts.filter(({ task }) => task?.overlay !== true));
    if (clusters.length > 1) this.splitTasks.add(id);
    clusters.forEach(({ winner, losers }, index) => {
      const key = index === 0 ? id : `${id}#${index + 1}`;
      if (index > 0)
        this.tree.notes.add(
          'identity',
          `tasks: several tasks share an id, a later one is ${ordinalMark(index)}`,
        );
      const own = index === 0 ? overlays : [];
      this.addGroup({
        table: 'tasks',
        key,
        facts: [winner],
        overlays: own,
        originalId: winner.key === key ? null : winner.key,
      });
      this.nameLocally(id, key, [winner, ...losers.map(({ fact }) => fact)]);
      this.addVersions(key, winner, losers);
    });
    if (clusters.length === 0) this.addGroup({ table: 'tasks', key: id, facts: [], overlays });
  }

  private nameLocally(id: string, key: string, facts: readonly IndexedFact[]): void {
    if (!this.splitTasks.has(id)) return;
    for (const fact of facts) {
      const name = `${fact.document}\n${id}`;
      if (!this.localTasks.has(name)) this.localTasks.set(name, key);
    }
  }

  private addVersions(
    taskId: string,
    winner: IndexedFact,
    losers: ReturnType<typeof clusterTaskVersions>[number]['losers'],
  ): void {
    const seen = new Set([winner.hash]);
    for (const { fact, reason } of [...losers].sort((left, right) => left.fact.number - right.fact.number)) {
      this.tree.notes.add(
        'identity',
        seen.has(fact.hash)
          ? 'tasks: equal copy of a version'
          : `tasks: version kept beside the winner (${reason})`,
      );
      if (seen.has(fact.hash)) {
        this.markDuplicate(fact, { table: 'tasks', key: taskId });
      } else {
        this.addGroup({ table: 'taskVersions', key: `${taskId}@${fact.hash}`, facts: [fact], reason });
      }
      seen.add(fact.hash);
    }
  }

  private resolveRows(table: Exclude<SharedTable, 'tasks'>): void {
    const byKey = new Map<string, IndexedFact[]>();
    for (const [rawKey, facts] of this.tree.facts.get(table) ?? []) {
      for (const fact of facts.filter(isOfRecord)) {
        const key = this.canonicalKey(table, rawKey, fact);
        const group = byKey.get(key);
        if (group === undefined) byKey.set(key, [fact]);
        else group.push(fact);
      }
    }
    if (table === 'agentRuns') this.foldRuns(byKey);
    for (const [key, facts] of byKey) this.resolveRow(table, key, facts.sort(byNumber));
  }

  private foldRuns(byKey: Map<string, IndexedFact[]>): void {
    for (const [observed, run] of foldObservedRuns(byKey, this.tree.factSpool)) {
      byKey.get(run)?.push(...(byKey.get(observed) ?? []));
      byKey.delete(observed);
      this.tree.notes.add('identity', 'agentRuns: seen by a monitor or reported, laid to the run under way');
    }
  }

  private resolveRow(table: Exclude<SharedTable, 'tasks'>, key: string, facts: readonly IndexedFact[]): void {
    const distinct: IndexedFact[] = [];
    const seen = new Set<string>();
    for (const fact of facts) {
      if (seen.has(fact.hash)) this.markDuplicate(fact, { table, key });
      else distinct.push(fact);
      seen.add(fact.hash);
    }
    if (distinct.length > 1) this.tree.notes.add('identity', `${table}: one row from several records`);
    this.addGroup({ table, key, facts: distinct });
  }

  /** Composite keys hold ids of other rows: those go through the aliases too. */
  private canonicalKey(table: Exclude<SharedTable, 'tasks'>, rawKey: string, at: RecordPosition): string {
    if (table === 'agents') return this.aliases.agents.get(rawKey) ?? rawKey;
    if (table === 'agentAliases' || table === 'taskAliases') return rawKey;
    const references = new Map(referencePlan(table).map(({ field, to }) => [field, to]));
    const parts = splitRowKey(table, rawKey);
    const entries = tableSpecs[table].key.map((field, index) => {
      const to = references.get(field);
      const part = parts[index] ?? '';
      return [field, to === undefined ? part : this.canonicalId(to, part, at)] as const;
    });
    return rowKeyOf(table, Object.fromEntries(entries));
  }

  private canonicalId(table: ReferencedTable, id: string, at: RecordPosition): string {
    const key = this.idOfRow(table, id, at);
    return this.patches.isDeleted(table, key) ? '' : key;
  }

  private idOfRow(table: ReferencedTable, id: string, at: RecordPosition): string {
    if (table === 'agents' || table === 'users') return this.aliases[table].get(id) ?? id;
    if (table !== 'tasks') return id;
    const key = this.aliases.tasks.get(id) ?? id;
    return this.splitTasks.has(key) ? (this.localTasks.get(`${at.document}\n${key}`) ?? key) : key;
  }

  private addStubs(): void {
    for (const [table, references] of this.tree.references) {
      const existing = new Set(this.groups.get(table)?.map(({ key }) => key) ?? []);
      for (const seeded of SEEDED[table] ?? []) existing.add(seeded);
      for (const [id, at] of references) {
        const key = this.canonicalId(table, id, at);
        if (existing.has(key) || key === '') continue;
        existing.add(key);
        this.addGroup({ table, key, facts: [], stubFor: at });
        this.tree.notes.add('reference-stubbed', table);
      }
    }
  }

  private orderRows(table: 'agents' | 'tasks'): void {
    const groups = new Map((this.groups.get(table) ?? []).map((group) => [group.key, group]));
    const ordered = orderByReference(groups.keys(), (key) => {
      const group = groups.get(key);
      const facts = group === undefined ? [] : [...group.facts, ...group.overlays, ...group.patches];
      return facts.flatMap((fact) =>
        (fact.selfReferences ?? []).map((id) => this.canonicalId(table, id, fact)),
      );
    });
    this.groups.set(
      table,
      ordered.flatMap((key) => groups.get(key) ?? []),
    );
    ordered.forEach((key, position) => this.positions[table].set(key, position));
  }

  private markDuplicate(fact: IndexedFact, target: FactTarget): void {
    this.duplicates.add(fact.number);
    this.targets[fact.number] = target;
  }

  private addGroup(group: Pick<RowGroup, 'table' | 'key' | 'facts'> & Partial<RowGroup>): void {
    const complete: RowGroup = {
      overlays: [],
      patches: [],
      stubFor: null,
      originalId: null,
      reason: null,
      ...group,
    };
    const { table, key } = complete;
    const ofTable = this.groups.get(table);
    if (ofTable === undefined) this.groups.set(table, [complete]);
    else ofTable.push(complete);
    for (const fact of [...complete.facts, ...complete.overlays]) this.targets[fact.number] = { table, key };
  }
}

function byNumber(left: IndexedFact, right: IndexedFact): number {
  return left.number - right.number;
}

function ordinalMark(index: number): string {
  return index >= 9 ? 'id#10 or more' : `id#${index + 1}`;
}
