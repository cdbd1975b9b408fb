import type { JsonNode, TableName, TreeReader } from '@cortex/domain';

import type { Normaliser } from '../normalise/create-normaliser';
import { hashRow, referencePlan, toSharedFact } from '../scan/index-fact';
import type { IndexedFact } from '../scan/scanned-tree';
import { captureRecords, nameOfRecord } from './capture-records';
import type { CapturedRecord } from './capture-records';
import type { ImportedTree } from './imported-tree';
import { objectNode } from './json-values';
import { ROW_LOG } from './live-documents';
import { toDocumentEdits } from './node-edits';
import { nameOfPlace, planDeletions } from './plan-deletions';
import { planInserts, reservedLine } from './plan-inserts';
import { keyOfDocument, shareUpdate, wantedRecords } from './plan-updates';
import type { RecordShare } from './plan-updates';
import { contractFacts, mapEdited } from './record-trial';
import type { TrialRules } from './record-trial';
import { columnMember, RecordRewriter } from './rewrite-record';
import type { RowChange } from './row-change';
import type { DecodeJson, ValueComparison } from './same-value';
import { TreeChanges } from './tree-changes';

export interface PlanTools {
  readonly imported: ImportedTree;
  readonly reader: TreeReader;
  readonly normaliser: Normaliser;
  readonly comparison: ValueComparison;
  readonly decode: DecodeJson;
  /** The one value of a document's bytes; null when it cannot be decoded. */
  readonly decodeDocument: (bytes: Buffer) => JsonNode | null;
  readonly readFile: (path: Buffer) => Promise<Buffer>;
}

/** What has to be done to the tree so that it says what the database says; nothing is done yet. */
export async function planChanges(
  changes: readonly RowChange[],
  tools: PlanTools,
  signal: AbortSignal,
): Promise<TreeChanges> {
  const to = new TreeChanges();
  const left = explainByDeletions(changes, to);
  const { imported, reader, normaliser, decode } = tools;
  const removed = await planDeletions(
    left.filter(({ live }) => live === null),
    tools,
    to,
  );
  const shares = [
    ...left.filter(isUpdate).flatMap((change) => shareUpdate(change, imported, decode)),
    ...left.flatMap(shareOfDeleted),
  ].filter((share) => !removed.has(nameOfPlace(share)));
  const wanted = wantedRecords(shares, imported);
  const captured = await captureRecords({ reader, normaliser, wanted }, signal);
  for (const [name, ofRecord] of groupByRecord(shares, imported)) {
    signal.throwIfAborted();
    const record = captured.get(name);
    if (record !== undefined) rewriteRecord(record, ofRecord, { tools, to });
  }
  await planInserts(left.filter(isInsert), tools, to);
  return to;
}

/** A row of a record's own that is gone while the record stays. */
function shareOfDeleted(change: RowChange): readonly RecordShare[] {
  if (change.live !== null || change.at === null) return [];
  const { document, ordinal } = change.at;
  return [{ change, document, ordinal, fact: null, wanted: {} }];
}

type LiveChange = RowChange & { readonly live: NonNullable<RowChange['live']> };

function isUpdate(change: RowChange): change is LiveChange {
  return change.live !== null && change.imported !== null;
}

function isInsert(change: RowChange): change is LiveChange {
  return change.live !== null && change.imported === null;
}

/**
 * A reference that became NULL because its row was deleted: that the row is not to be says it for all records at once,
 * and none of them has to be rewritten.
 */
function explainByDeletions(changes: readonly RowChange[], to: TreeChanges): readonly RowChange[] {
  const deleted = new Set(
    changes.flatMap(({ table, key, live }) => (live === null && key !== '' ? [`${table}\n${key}`] : [])),
  );
  if (deleted.size === 0) return changes;
  return changes.flatMap((change) => {
    const { table, live, imported } = change;
    if (live === null || imported === null) return [change];
    const explained = new Set(
      referencesOf(table).flatMap(({ field, to: other }) => {
        const id = imported[field];
        if (live[field] !== null || typeof id !== 'string' || !deleted.has(`${other}\n${id}`)) return [];
        to.bury(other, id);
        return [field];
      }),
    );
    const fields = change.fields.filter((field) => !explained.has(field));
    return fields.length === 0 ? [] : [{ ...change, fields }];
  });
}

export function referencesOf(table: TableName): ReturnType<typeof referencePlan> {
  return table === 'agentAliases' || table === 'taskAliases' ? [] : referencePlan(table);
}

function groupByRecord(
  shares: readonly RecordShare[],
  imported: ImportedTree,
): ReadonlyMap<string, readonly RecordShare[]> {
  const groups = new Map<string, RecordShare[]>();
  for (const share of shares) {
    const name = nameOfRecord(keyOfDocument(imported, share.document), share.ordinal);
    groups.set(name, [...(groups.get(name) ?? []), share]);
  }
  return groups;
}

interface Rewriting {
  readonly tools: PlanTools;
  readonly to: TreeChanges;
}

function rewriteRecord(
  captured: CapturedRecord,
  shares: readonly RecordShare[],
  { tools, to }: Rewriting,
): void {
  const { node } = captured.record;
  const [first] = shares;
  // Archives keep their bytes, and a list where one object is expected has no place for a member.
  if (captured.head.member !== null || node?.type !== 'object') {
    logShares(shares, { tools, to });
    return;
  }
  if (first === undefined) return;
  const { imported, normaliser, comparison, decode } = tools;
  const at = { document: first.document, ordinal: first.ordinal };
  const rules = { comparison, resolution: imported.resolution, at, ...rivalsOf(shares, imported) };
  const rewriter = new RecordRewriter(captured, node, { normaliser, decode, rules });
  const facts = contractFacts(mapEdited(normaliser, captured, node) ?? []);
  for (const share of shares) {
    const { table, key, at: place, live } = share.change;
    const factIndex = facts.findIndex(isFactOf(share, facts));
    const rowKey = place === null ? key : String(place.position);
    if (live === null) rewriter.drop(table, rowKey);
    else
      for (const field of rewriter.rewrite({ table, key: rowKey, factIndex, wanted: share.wanted, live }))
        to.reserve(table, field);
  }
  to.edit(captured.head, toDocumentEdits(rewriter.finish()));
  to.ownColumns += rewriter.ownColumns;
}

/** Rows of a record's own have no key that the log of rows could name them by: the verification tells of those. */
function logShares(shares: readonly RecordShare[], { tools, to }: Rewriting): void {
  for (const { change, fact, wanted } of shares) {
    const { table, key, live } = change;
    if (live === null || fact === null) continue;
    const fields = Object.keys(wanted);
    const columns = fields.map((field) => columnMember({ table, field }, live[field] ?? null, tools.decode));
    to.append(ROW_LOG, reservedLine(table, key, objectNode(Object.fromEntries(columns))));
    for (const field of fields) to.reserve(table, field);
  }
}

type ContractFact = ReturnType<typeof contractFacts>[number];

function isFactOf(
  { fact, change }: RecordShare,
  facts: readonly ContractFact[],
): (candidate: ContractFact, index: number) => boolean {
  if (fact !== null) return (candidate) => isIndexed(candidate, fact);
  const own = facts.filter((one) => one.type === 'append' && one.table === change.table);
  const wanted = own[change.at?.position ?? -1];
  return (candidate) => candidate === wanted;
}

function isIndexed(candidate: ContractFact, { table, key, hash }: IndexedFact): boolean {
  const shared = toSharedFact(candidate);
  return shared?.table === table && shared.key === key && hashRow(JSON.stringify(shared.row)) === hash;
}

/** Other versions of the tasks of a record. */
function rivalsOf(
  shares: readonly RecordShare[],
  { tree }: ImportedTree,
): Pick<TrialRules, 'hasRivals' | 'hasRivalsOfOtherTimes'> {
  const rivals = shares.flatMap(({ fact }) => {
    if (fact?.table !== 'tasks') return [];
    const versions = tree.facts.get('tasks')?.get(fact.key) ?? [];
    return versions.filter(({ number }) => number !== fact.number).map((rival) => ({ rival, fact }));
  });
  const isOther = ({ rival, fact }: (typeof rivals)[number]): boolean =>
    (rival.task?.createdAt ?? null) !== null && rival.task?.createdAt !== fact.task?.createdAt;
  return { hasRivals: rivals.length > 0, hasRivalsOfOtherTimes: rivals.some(isOther) };
}
