import { columnsOf, memberOf, sqlTableName, tableSpecs, toSnakeCase } from '@cortex/domain';
import type {
  AppendFact,
  AppendTable,
  ColumnType,
  Fact,
  JsonNode,
  JsonObject,
  PatchedTable,
  SqlValue,
  TableName,
} from '@cortex/domain';

import { jsonText, redactedString } from './json-text';
import { parseTime } from './parse-time';
import type { ReaderContext } from './reader-context';

/**
 * The one member whose name is not the source's: what the database says of a row that no other member can say.
 *
 * `{"$cortex": {"tasks": {"<key>": {"<column>": value}}}}` has the last word on columns of a row; null in the place of
 * the columns: there is no such row. Rows that a record has for itself are named by their position among its rows of
 * that table; `+` is one more. `updated_at` beside the tables says how new the record is among versions of a task.
 */
export const RESERVED_MEMBER = '$cortex';

/** `metadata` null is NULL; `metadata::jsonb` null is the JSON value null. */
export const JSON_VALUE = '::jsonb';

export interface Reserved {
  /** The record without the member; what its mapper sees. */
  readonly node: JsonObject;
  readonly member: JsonObject;
}

/** null for nearly all records. */
export function takeReserved(node: JsonObject): Reserved | null {
  if (!node.members.some(({ key }) => key === RESERVED_MEMBER)) return null;
  const member = memberOf(node, RESERVED_MEMBER);
  if (member?.type !== 'object') return null;
  return { node: { ...node, members: node.members.filter(({ key }) => key !== RESERVED_MEMBER) }, member };
}

/** The facts of a record with what the member says laid over those of its own rows, and its patches behind them. */
export function layReservedOver(
  facts: readonly Fact[],
  member: JsonObject,
  context: ReaderContext,
): readonly Fact[] {
  let laid: readonly Fact[] = withUpdatedAt(facts, memberOf(member, 'updated_at'));
  const patches: Fact[] = [];
  for (const { key: name, value } of member.members) {
    const table = tableNamed(name);
    if (table === null || value.type !== 'object') continue;
    if (isAppendTable(table)) laid = withAppended(laid, table, readRows(table, value, context));
    else
      for (const [key, row] of readRows(table, value, context))
        patches.push({ type: 'patch', table, key, row: row ?? {}, deleted: row === null });
  }
  return [...laid, ...patches];
}

type Row = Readonly<Record<string, SqlValue>>;
type Rows = ReadonlyMap<string, Row | null>;

/** Among versions of a task the newest wins: a record that was rewritten stays as new as its row is. */
function withUpdatedAt(facts: readonly Fact[], node: JsonNode | undefined): readonly Fact[] {
  const updatedAt = node?.type === 'string' ? (parseTime(node.value)?.iso ?? null) : null;
  if (updatedAt === null) return facts;
  const first = facts.findIndex(({ type }) => type === 'task');
  return facts.map((fact, index) =>
    index === first && fact.type === 'task' ? { ...fact, updatedAt } : fact,
  );
}

/** By position; `+` is a row that the record has beside those of its mapper. */
function withAppended(facts: readonly Fact[], table: AppendTable, rows: Rows): readonly Fact[] {
  let position = -1;
  const laid = facts.flatMap((fact): readonly Fact[] => {
    if (fact.type !== 'append' || fact.table !== table) return [fact];
    position += 1;
    const row = rows.get(String(position));
    if (row === undefined) return [fact];
    return row === null ? [] : [appendFact(table, { ...fact.row, ...row })];
  });
  const added = rows.get('+');
  return added === undefined || added === null ? laid : [...laid, appendFact(table, added)];
}

function appendFact(table: AppendTable, row: Row): AppendFact {
  return table === 'auditLogs' ? { type: 'append', table, row } : { type: 'append', table, row };
}

function readRows(table: TableName, node: JsonObject, context: ReaderContext): Rows {
  const rows = new Map<string, Row | null>();
  for (const { key, value } of node.members) {
    if (value.type === 'literal' && value.value === null) rows.set(key, null);
    else if (value.type === 'object') rows.set(key, readColumns(table, value, context));
  }
  return rows;
}

/** Columns by their names in the database; what is no value of its column is left out, and noted. */
export function readColumns(table: TableName, node: JsonObject, context: ReaderContext): Row {
  const row: Record<string, SqlValue> = {};
  for (const [field, { type }] of Object.entries(columnsOf(table))) {
    const [name, jsonName] = [toSnakeCase(field), `${toSnakeCase(field)}${JSON_VALUE}`];
    const json = type === 'jsonb' ? memberOf(node, jsonName) : undefined;
    const value = json ?? memberOf(node, name);
    if (value === undefined) continue;
    const read = json === undefined ? readColumn(value, type, context) : jsonText(json, context);
    if (read === undefined)
      context.note('unexpected-shape', `${RESERVED_MEMBER}: ${sqlTableName(table)}.${field}`);
    else row[field] = read;
  }
  return row;
}

function readColumn(node: JsonNode, type: ColumnType, context: ReaderContext): SqlValue | undefined {
  if (node.type === 'literal' && node.value === null) return null;
  switch (type) {
    case 'jsonb':
      return jsonText(node, context);
    case 'boolean':
      return node.type === 'literal' && node.value !== null ? node.value : undefined;
    case 'text[]':
      return readTexts(node, context);
    case 'timestamptz':
      return node.type === 'string' ? (parseTime(node.value)?.iso ?? undefined) : undefined;
    default:
      if (node.type === 'number') return node.text;
      return node.type === 'string' ? redactedString(node.value, context, null) : undefined;
  }
}

function readTexts(node: JsonNode, context: ReaderContext): string[] | undefined {
  if (node.type !== 'array') return undefined;
  const texts = node.items.flatMap((item) => (item.type === 'string' ? [item.value] : []));
  if (texts.length !== node.items.length) return undefined;
  return texts.map((text) => redactedString(text, context, null));
}

const UNPATCHED: ReadonlySet<string> = new Set(['taskVersions', 'agentAliases', 'taskAliases']);

function tableNamed(sqlName: string): PatchedTable | AppendTable | null {
  return (
    Object.keys(tableSpecs)
      .filter(isPatched)
      .find((table) => sqlTableName(table) === sqlName) ?? null
  );
}

function isPatched(name: string): name is PatchedTable | AppendTable {
  return Object.hasOwn(tableSpecs, name) && !UNPATCHED.has(name);
}

function isAppendTable(table: TableName): table is AppendTable {
  return table === 'auditLogs' || table === 'tokenBudgetHistory';
}
