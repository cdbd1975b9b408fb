import { contractFields, memberOf, sqlTableName } from '@cortex/domain';
import type { DocumentHead, DocumentName, JsonNode, SourceRecord, SqlRow, TableName } from '@cortex/domain';

import { RESERVED_MEMBER } from '../normalise/reserved-member';
import { toSharedFact } from '../scan/index-fact';
import type { CapturedRecord } from './capture-records';
import { literalNode, objectNode, printNode, stringNode } from './json-values';
import { LIVE_EVENT_LOG, liveDocumentOf, ROW_LOG } from './live-documents';
import type { LiveDocument } from './live-documents';
import { applyNodeEdits } from './node-edits';
import type { PlanTools } from './plan-changes';
import { contractFacts, mapEdited, rowOf } from './record-trial';
import { columnMember, RecordRewriter } from './rewrite-record';
import type { RowChange } from './row-change';
import type { TreeChanges } from './tree-changes';

type NewRow = RowChange & { readonly live: SqlRow };

/** New rows appear where such a record would stand; what no document of the tree has a place for, in the log of rows. */
export async function planInserts(rows: readonly NewRow[], tools: PlanTools, to: TreeChanges): Promise<void> {
  const byPlace = new Map<string, { readonly live: LiveDocument; readonly rows: NewRow[] }>();
  for (const row of rows) {
    const live = liveDocumentOf(row.table, row.live);
    if (live === null) {
      if (row.table === 'auditLogs') appendEvent(row, tools, to);
      else logRow(row, tools, to);
      continue;
    }
    const place = `${live.path}\n${live.container}`;
    const known = byPlace.get(place) ?? { live, rows: [] };
    known.rows.push(row);
    byPlace.set(place, known);
  }
  for (const { live, rows: ofPlace } of byPlace.values()) await insertInto(live, ofPlace, { tools, to });
}

interface Inserting {
  readonly tools: PlanTools;
  readonly to: TreeChanges;
}

async function insertInto(
  live: LiveDocument,
  rows: readonly NewRow[],
  { tools, to }: Inserting,
): Promise<void> {
  const document = findDocument(live, tools);
  const bytes = document.isNew ? Buffer.from(emptyDocument(live)) : await tools.readFile(document.name.path);
  const root = tools.decodeDocument(bytes);
  const records = rows.flatMap((row) => {
    const node = root?.type === 'object' ? newRecord(row, { live, head: document.head, tools, to }) : null;
    if (node === null) logRow(row, tools, to);
    return node === null ? [] : [{ key: row.key, node }];
  });
  if (root?.type !== 'object' || records.length === 0) return;
  if (document.isNew) to.create(document.name, emptyDocument(live));
  const container = memberOf(root, live.container);
  const entries = records.map(({ key, node }) => ({ key, text: printNode(node) }));
  if (container?.type === 'array' && !live.isMap) {
    const { start: arrayStart, end: arrayEnd } = container;
    to.edit(
      document.name,
      entries.map(({ text }) => ({ type: 'add-item', arrayStart, arrayEnd, text })),
    );
  } else if (container?.type === 'object' && live.isMap) {
    const { start: objectStart, end: objectEnd } = container;
    to.edit(
      document.name,
      entries.map(({ key, text }) => ({ type: 'add-member', objectStart, objectEnd, key, text })),
    );
  } else {
    for (const row of rows) if (records.some(({ key }) => key === row.key)) logRow(row, tools, to);
  }
}

interface Found {
  readonly name: DocumentName;
  readonly head: DocumentHead;
  readonly isNew: boolean;
}

function findDocument({ path }: LiveDocument, { imported, normaliser }: PlanTools): Found {
  const candidates = imported.tree.documents
    .map(({ head }) => head)
    .filter(({ pathText, member }) => member === null && (pathText === path || pathText.endsWith(`/${path}`)))
    .sort((left, right) => left.pathText.length - right.pathText.length);
  const [found] = candidates;
  if (found !== undefined) return { name: found, head: found, isNew: false };
  const name: DocumentName = { path: Buffer.from(path), pathText: path, member: null, memberText: null };
  const kind = normaliser.kindOf(name).name;
  return {
    name,
    head: { ...name, kind, mode: null, mtime: null, archive: null, envelope: null },
    isNew: true,
  };
}

function emptyDocument({ container, isMap }: LiveDocument): string {
  return `{\n  "${container}": ${isMap ? '{}' : '[]'}\n}\n`;
}

interface NewPlace {
  readonly live: LiveDocument;
  readonly head: DocumentHead;
  readonly tools: PlanTools;
  readonly to: TreeChanges;
}

/** The row as a record of that place, member by member; null when such a record would be another row. */
function newRecord(
  { table, key: rowKey, live: row }: NewRow,
  { live, head, tools, to }: NewPlace,
): JsonNode | null {
  const root = objectNode({ [live.idMember]: stringNode(rowKey) });
  const captured = newCapture(head, { live, key: rowKey, node: root });
  const before = contractFacts(mapEdited(tools.normaliser, captured, root) ?? []);
  const [fact] = before;
  const shared = fact === undefined ? null : toSharedFact(fact);
  if (fact === undefined || before.length !== 1 || shared?.table !== table || shared.key !== rowKey)
    return null;
  const at = { document: -1, ordinal: NEW_ORDINAL };
  const rules = { comparison: tools.comparison, resolution: tools.imported.resolution, at, ...NO_RIVALS };
  const rewriter = new RecordRewriter(captured, root, {
    normaliser: tools.normaliser,
    decode: tools.decode,
    rules,
  });
  const given = rowOf(fact);
  const different = contractFields(table).filter(
    (field) => !tools.comparison.isSame({ table, field }, given[field], row[field]),
  );
  const wanted = Object.fromEntries(different.map((field) => [field, row[field] ?? null]));
  const reserved = rewriter.rewrite({ table, key: rowKey, factIndex: 0, wanted, live: row });
  to.ownColumns += rewriter.ownColumns;
  for (const field of reserved) to.reserve(table, field);
  return applyNodeEdits(root, rewriter.finish());
}

const NO_RIVALS = { hasRivals: false, hasRivalsOfOtherTimes: false };

/** Behind every record that there is: the first ones of a document speak for what stands beside the records. */
const NEW_ORDINAL = 1_000_000;

function newCapture(
  head: DocumentHead,
  { live, key, node }: { readonly live: LiveDocument; readonly key: string; readonly node: JsonNode },
): CapturedRecord {
  const pointer = `/${live.container}/${live.isMap ? key : NEW_ORDINAL}`;
  const record: SourceRecord = {
    ordinal: NEW_ORDINAL,
    parentOrdinal: null,
    kind: live.recordKind,
    pointer,
    key: live.isMap ? key : null,
    start: 0,
    length: 0,
    sha256: Buffer.alloc(32),
    node,
    text: null,
    fault: null,
    duplicateKeys: false,
  };
  return { head, record, ancestors: [] };
}

/** As events stand in a log, with what they cannot say in the reserved member. */
function appendEvent({ table, live: row }: NewRow, tools: PlanTools, to: TreeChanges): void {
  const shown = ['occurredAt', 'eventType', 'severity', 'agentId', 'taskId', 'assetId', 'eventSummary'];
  const names = ['timestamp', 'event_type', 'severity', 'agent_id', 'task_id', 'asset_id', 'message'];
  const members = shown.flatMap((field, index) => {
    const value = row[field];
    return value === null || value === undefined
      ? []
      : [[names[index] ?? field, stringNode(String(value))] as const];
  });
  const columns = contractFields(table).map((field) =>
    columnMember({ table, field }, row[field] ?? null, tools.decode),
  );
  const reserved = objectNode({
    [sqlTableName(table)]: objectNode({ '0': objectNode(Object.fromEntries(columns)) }),
  });
  to.append(
    LIVE_EVENT_LOG,
    printNode(objectNode({ ...Object.fromEntries(members), [RESERVED_MEMBER]: reserved })),
  );
  for (const field of contractFields(table)) to.reserve(table, field);
}

/** A line of the log of rows. */
export function logRow({ table, key, live: row }: NewRow, tools: PlanTools, to: TreeChanges): void {
  const isAppend = table === 'auditLogs' || table === 'tokenBudgetHistory';
  const rowKey = isAppend ? '+' : key;
  const columns = contractFields(table).map((field) =>
    columnMember({ table, field }, row[field] ?? null, tools.decode),
  );
  to.append(ROW_LOG, reservedLine(table, rowKey, objectNode(Object.fromEntries(columns))));
  for (const field of contractFields(table)) to.reserve(table, field);
}

/** The last word on columns of a row, or on the whole row (null). */
export function reservedLine(table: TableName, key: string, columns: JsonNode | null): string {
  const rows = objectNode({ [key]: columns ?? literalNode(null) });
  return printNode(objectNode({ [RESERVED_MEMBER]: objectNode({ [sqlTableName(table)]: rows }) }));
}
