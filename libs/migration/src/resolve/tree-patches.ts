import { splitRowKey, tableSpecs } from '@cortex/domain';

import { referencePlan } from '../scan/index-fact';
import type { FactIndex, IndexedFact } from '../scan/scanned-tree';
import type { FactTarget, LoadedTable, RowGroup } from './resolution';
import type { Aliases } from './resolve-aliases';

/** Whether a fact is of a record's own, and not what `export` put beside it. */
export function isOfRecord({ patch }: IndexedFact): boolean {
  return patch === undefined;
}

function isPatch(fact: IndexedFact): boolean {
  return !isOfRecord(fact);
}

/** What the reserved members of a tree say: the last word on columns of rows, and which rows are not to be. */
export class TreePatches {
  private readonly columns = new Map<LoadedTable, Map<string, IndexedFact[]>>();
  private readonly deletions = new Map<LoadedTable, Set<string>>();
  private readonly all: IndexedFact[] = [];

  constructor(facts: FactIndex) {
    for (const ofTable of facts.values()) {
      for (const ofKey of ofTable.values()) ofKey.filter(isPatch).forEach((fact) => this.take(fact));
    }
  }

  isDeleted(table: LoadedTable, key: string): boolean {
    return this.deletions.get(table)?.has(key) === true;
  }

  /** Patches by table and row, in the order of the documents. */
  rows(): ReadonlyMap<LoadedTable, ReadonlyMap<string, readonly IndexedFact[]>> {
    return this.columns;
  }

  /** Facts that say that there is no such row. */
  deleting(): readonly IndexedFact[] {
    return this.all.filter(({ patch }) => patch === 'deleted');
  }

  private take(fact: IndexedFact): void {
    this.all.push(fact);
    if (fact.patch === 'deleted') {
      const keys = this.deletions.get(fact.table) ?? new Set<string>();
      this.deletions.set(fact.table, keys.add(fact.key));
      return;
    }
    const ofTable = this.columns.get(fact.table) ?? new Map<string, IndexedFact[]>();
    this.columns.set(fact.table, ofTable.set(fact.key, [...(ofTable.get(fact.key) ?? []), fact]));
  }
}

export interface PatchedRows {
  readonly groups: Map<LoadedTable, RowGroup[]>;
  readonly targets: (FactTarget | undefined)[];
  /** Numbers of the facts that lost their row. */
  readonly deleted: Set<number>;
}

/**
 * Rows that SQL deleted before the tree was exported go, with those that cannot be without them; the rows that it
 * changed or made are as it left them.
 */
export function layPatches(patches: TreePatches, aliases: Aliases, rows: PatchedRows): void {
  for (const { number } of patches.deleting()) rows.deleted.add(number);
  if (rows.deleted.size > 0) dropRows(patches, aliases, rows);
  for (const [table, byKey] of patches.rows()) layOverTable(table, byKey, { patches, rows });
}

interface Laying {
  readonly patches: TreePatches;
  readonly rows: PatchedRows;
}

function layOverTable(
  table: LoadedTable,
  byKey: ReadonlyMap<string, readonly IndexedFact[]>,
  { patches, rows: { groups, targets, deleted } }: Laying,
): void {
  const ofTable = groups.get(table) ?? [];
  groups.set(table, ofTable);
  const places = new Map(ofTable.map(({ key }, place) => [key, place]));
  for (const [key, facts] of byKey) {
    if (patches.isDeleted(table, key)) {
      for (const { number } of facts) deleted.add(number);
      continue;
    }
    const place = places.get(key);
    const group = place === undefined ? undefined : ofTable[place];
    if (place === undefined || group === undefined)
      ofTable.push({ ...newGroup({ table, key }), patches: facts });
    else ofTable[place] = { ...group, patches: facts };
    for (const { number } of facts) targets[number] = { table, key };
  }
}

function newGroup(target: FactTarget): RowGroup {
  const nothing = { facts: [], overlays: [], patches: [] };
  return { ...target, ...nothing, stubFor: null, originalId: null, reason: null };
}

function dropRows(patches: TreePatches, aliases: Aliases, { groups, targets, deleted }: PatchedRows): void {
  const gone = new Set<string>();
  for (const [table, ofTable] of groups) {
    const kept = ofTable.filter(({ key }) => !isGone({ table, key }, patches, aliases));
    for (const { key } of ofTable) gone.add(nameOf({ table, key }));
    for (const { key } of kept) gone.delete(nameOf({ table, key }));
    groups.set(table, kept);
  }
  targets.forEach((target, number) => {
    if (target === undefined || !gone.has(nameOf(target))) return;
    targets[number] = undefined;
    deleted.add(number);
  });
}

function isGone({ table, key }: FactTarget, patches: TreePatches, aliases: Aliases): boolean {
  if (patches.isDeleted(table, key)) return true;
  switch (table) {
    case 'taskVersions':
      return patches.isDeleted('tasks', key.slice(0, key.lastIndexOf('@')));
    case 'agentRuns': {
      const worker = key.slice(0, key.indexOf('@'));
      return patches.isDeleted('agents', aliases.agents.get(worker) ?? worker);
    }
    case 'agentAliases':
      return patches.isDeleted('agents', aliases.agents.get(key) ?? '');
    case 'taskAliases':
      return patches.isDeleted('tasks', aliases.tasks.get(key) ?? '');
    default:
      return lacksPartOfKey({ table, key });
  }
}

/** The id of a deleted row is empty by now, in the keys as well. */
function lacksPartOfKey({ table, key }: FactTarget): boolean {
  const fields = tableSpecs[table].key;
  if (fields.length === 1) return false;
  const references = new Set(referencePlan(table).map(({ field }) => field));
  return splitRowKey(table, key).some((part, index) => part === '' && references.has(fields[index] ?? ''));
}

function nameOf({ table, key }: FactTarget): string {
  return `${table}\n${key}`;
}
