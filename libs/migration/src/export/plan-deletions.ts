import type { DocumentName, JsonNode } from '@cortex/domain';

import type { IndexedFact, RecordPosition, SpooledRecord } from '../scan/scanned-tree';
import type { ImportedTree } from './imported-tree';
import type { PlanTools } from './plan-changes';
import type { RowChange } from './row-change';
import type { TreeChanges } from './tree-changes';

/**
 * Deleted rows disappear from their documents: every record whose primary row is gone is taken out, losing versions of
 * a task too, unless it holds a row that is still there. What is left of a row is buried by name.
 */
export async function planDeletions(
  changes: readonly RowChange[],
  tools: PlanTools,
  to: TreeChanges,
): Promise<RemovedRecords> {
  const removed = new Set<string>();
  if (changes.length === 0) return removed;
  const gone = goneRows(changes);
  const touched = recordsOfRows(changes, tools.imported);
  for (const [document, ordinals] of touched) {
    const taken = await removeRecords(document, ordinals, { gone, tools, to });
    for (const { o } of taken) removed.add(nameOfPlace({ document, ordinal: o }));
  }
  return removed;
}

/** By `nameOfPlace`. */
export type RemovedRecords = ReadonlySet<string>;

export function nameOfPlace({ document, ordinal }: RecordPosition): string {
  return `${document}\n${ordinal}`;
}

interface GoneRows {
  /** `<table>\n<key>` */
  readonly shared: ReadonlySet<string>;
  /** `<document>\n<ordinal>\n<table>\n<position>` */
  readonly own: ReadonlySet<string>;
}

function goneRows(changes: readonly RowChange[]): GoneRows {
  const shared = changes.flatMap(({ table, key, at }) => (at === null ? [`${table}\n${key}`] : []));
  const own = changes.flatMap(({ table, at }) =>
    at === null ? [] : [nameOfOwn(at.document, at.ordinal, `${table}\n${at.position}`)],
  );
  return { shared: new Set(shared), own: new Set(own) };
}

function nameOfOwn(document: number, ordinal: number, row: string): string {
  return `${document}\n${ordinal}\n${row}`;
}

/** Records that tell of a deleted row, by document. */
function recordsOfRows(
  changes: readonly RowChange[],
  imported: ImportedTree,
): ReadonlyMap<number, ReadonlySet<number>> {
  const found = new Map<number, Set<number>>();
  const add = (document: number, ordinal: number): void => {
    found.set(document, (found.get(document) ?? new Set()).add(ordinal));
  };
  const shared = new Set(changes.flatMap(({ table, key, at }) => (at === null ? [`${table}\n${key}`] : [])));
  for (const { at } of changes) if (at !== null) add(at.document, at.ordinal);
  const all = [...imported.tree.facts.values()].flatMap((ofTable) => [...ofTable.values()]);
  for (const facts of all) {
    for (const fact of facts)
      if (rowsOfFact(fact, imported).some((row) => shared.has(row))) add(fact.document, fact.ordinal);
  }
  return found;
}

/** A losing version is a row of its own, and goes with its task. */
function rowsOfFact(
  { number }: Pick<IndexedFact, 'number'>,
  { resolution }: ImportedTree,
): readonly string[] {
  const target = resolution.targets[number];
  if (target === undefined) return [];
  const row = `${target.table}\n${target.key}`;
  if (target.table !== 'taskVersions') return [row];
  return [row, `tasks\n${target.key.slice(0, target.key.lastIndexOf('@'))}`];
}

interface Removing {
  readonly gone: GoneRows;
  readonly tools: PlanTools;
  readonly to: TreeChanges;
}

async function removeRecords(
  document: number,
  ordinals: ReadonlySet<number>,
  { gone, tools, to }: Removing,
): Promise<readonly SpooledRecord[]> {
  const head = tools.imported.tree.documents[document]?.head;
  // What stands in an archive stays there; that its row is gone is said by name.
  if (head === undefined || head.member !== null) return [];
  const records = [...tools.imported.records(document)];
  const removable = records.filter(
    (record) =>
      ordinals.has(record.o) && isRemovable(record, records, { document, gone, imported: tools.imported }),
  );
  if (removable.length === 0) return [];
  const format = tools.normaliser.kindOf(head).format;
  const [only] = records;
  if (
    format === 'json' &&
    records.every((record) => removable.includes(record) || isInside(record, removable)) &&
    only?.r === ''
  ) {
    to.remove(head);
    return removable;
  }
  const root = format === 'json' ? tools.decodeDocument(await tools.readFile(head.path)) : null;
  for (const record of removable) removeRecord(record, { head, root, to });
  return removable;
}

interface Place {
  readonly document: number;
  readonly gone: GoneRows;
  readonly imported: ImportedTree;
}

/** Its primary row is gone, and no row that is still there stands in it or in the records inside of it alone. */
function isRemovable(record: SpooledRecord, records: readonly SpooledRecord[], place: Place): boolean {
  const [primary] = record.f ?? [];
  if (primary === undefined || record.p !== null || !isGone(record, 0, place)) return false;
  const inside = [record, ...records.filter((other) => isInside(other, [record]))];
  return inside.every((one) =>
    (one.f ?? []).every((_, index) => isGone(one, index, place) || isToldElsewhere(one, index, place)),
  );
}

function isInside(record: SpooledRecord, others: readonly SpooledRecord[]): boolean {
  return others.some(
    (other) => record.o !== other.o && record.s >= other.s && record.s + record.l <= other.s + other.l,
  );
}

function isGone(record: SpooledRecord, index: number, { document, gone, imported }: Place): boolean {
  const facts = record.f ?? [];
  const fact = facts[index];
  if (fact === undefined) return true;
  if ('e' in fact) return rowsOfFact({ number: fact.e }, imported).some((row) => gone.shared.has(row));
  const position = facts.slice(0, index).filter((other) => 'a' in other && other.a === fact.a).length;
  return gone.own.has(nameOfOwn(document, record.o, `${fact.a}\n${position}`));
}

/** Other names of agents, relations and the like are said by others as well, or are written beside. */
function isToldElsewhere(record: SpooledRecord, index: number, { imported }: Place): boolean {
  const fact = record.f?.[index];
  if (fact === undefined || 'a' in fact) return false;
  const target = imported.resolution.targets[fact.e];
  if (target === undefined || target.table === 'agentAliases' || target.table === 'taskAliases') return true;
  if (target.table === 'taskLineage' || target.table === 'assetLineage' || target.table === 'agentRuns')
    return true;
  const group = imported.groups(target.table).get(target.key);
  return imported.resolution.duplicates.has(fact.e) || (group?.facts.length ?? 0) > 1;
}

interface Removal {
  readonly head: DocumentName;
  readonly root: JsonNode | null;
  readonly to: TreeChanges;
}

function removeRecord(record: SpooledRecord, { head, root, to }: Removal): void {
  const span = { start: record.s, end: record.s + record.l };
  const member = root === null ? null : findMember(root, span);
  if (member === null) to.edit(head, [{ type: 'remove-value', ...span }]);
  else to.edit(head, [{ type: 'remove-member', ...member }]);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The object that has the value as a member: maps of records are keyed by id. */
function findMember(
  node: JsonNode,
  span: Span,
): { readonly objectStart: number; readonly objectEnd: number; readonly key: string } | null {
  if (node.type === 'array') {
    const item = node.items.find((one) => one.start <= span.start && span.end <= one.end);
    return item === undefined || isSpan(item, span) ? null : findMember(item, span);
  }
  if (node.type !== 'object') return null;
  const member = node.members.find(({ value }) => value.start <= span.start && span.end <= value.end);
  if (member === undefined) return null;
  if (!isSpan(member.value, span)) return findMember(member.value, span);
  return { objectStart: node.start, objectEnd: node.end, key: member.key };
}

function isSpan(node: JsonNode, { start, end }: Span): boolean {
  return node.start === start && node.end === end;
}
