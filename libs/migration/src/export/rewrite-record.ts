import { columnsOf, contractFields, memberOf, sqlTableName, toSnakeCase } from '@cortex/domain';
import type { Fact, JsonNode, JsonObject, SqlRow, SqlValue, TableName } from '@cortex/domain';

import type { Normaliser } from '../normalise/create-normaliser';
import { tableOf } from '../normalise/redact-columns';
import { JSON_VALUE, RESERVED_MEMBER } from '../normalise/reserved-member';
import type { CapturedRecord } from './capture-records';
import { arrayNode, lastMembersOf, literalNode, numberNode, objectNode, stringNode } from './json-values';
import type { NodeEdit } from './node-edits';
import { applyNodeEdits } from './node-edits';
import { proposeColumn } from './propose-column';
import { contractFacts, isAccepted, mapEdited, rowOf } from './record-trial';
import type { TrialRules } from './record-trial';
import type { DecodeJson } from './same-value';

export interface RecordTools {
  readonly normaliser: Normaliser;
  readonly decode: DecodeJson;
  readonly rules: TrialRules;
}

/** A row of a record that is to be otherwise. */
export interface RowRewrite {
  readonly table: TableName;
  /** `rowKeyOf`, or the position of a row that the record has for itself. */
  readonly key: string;
  /** Number of the fact among the contract's facts of the record; -1: no fact, everything is reserved. */
  readonly factIndex: number;
  /** Columns that change, as this record is to say them. */
  readonly wanted: SqlRow;
  /** The row as the database has it: the reserved member has the last word on a row, not on what one record says. */
  readonly live: SqlRow;
}

/** The edits of one record, collected row by row and column by column, each tried with the mapper. */
export class RecordRewriter {
  private readonly edits: NodeEdit[] = [];
  /** Members of the reserved member, with those that it has already. */
  private readonly reserved: Map<string, JsonNode>;
  private isReservedChanged = false;
  private readonly root: JsonObject;
  private readonly before: readonly Fact[];
  /** Columns that members of the record's own say. */
  ownColumns = 0;

  constructor(
    private readonly captured: CapturedRecord,
    root: JsonObject,
    private readonly tools: RecordTools,
  ) {
    this.root = root;
    const present = memberOf(root, RESERVED_MEMBER);
    this.reserved = new Map(present?.type === 'object' ? lastMembersOf(present) : []);
    this.before = mapEdited(tools.normaliser, captured, root) ?? [];
  }

  /** @returns the columns that only the reserved member says. */
  rewrite(row: RowRewrite): readonly string[] {
    const reserved: string[] = [];
    for (const field of orderFields(row.table, Object.keys(row.wanted))) {
      const edits = row.factIndex < 0 || this.isReserved(row, field) ? null : this.find(row, field);
      if (edits === null) {
        this.reserve(row, field);
        reserved.push(field);
      } else {
        this.edits.push(...edits);
        this.ownColumns += 1;
      }
    }
    this.keepRank(row);
    return reserved;
  }

  /** There is no such row, whatever the record's members say. */
  drop(table: TableName, key: string): void {
    this.setReserved(table, key, literalNode(null));
  }

  finish(): readonly NodeEdit[] {
    if (!this.isReservedChanged) return this.edits;
    const present = memberOf(this.root, RESERVED_MEMBER);
    const value = objectNode(Object.fromEntries(this.reserved));
    return present === undefined
      ? [...this.edits, { type: 'add-member', object: this.root, key: RESERVED_MEMBER, value }]
      : [...this.edits, { type: 'replace', target: present, value }];
  }

  private find(row: RowRewrite, field: string): readonly NodeEdit[] | null {
    const { normaliser, decode, rules } = this.tools;
    const before = contractFacts(this.before);
    const fact = before[row.factIndex];
    if (fact === undefined || tableOf(fact) !== row.table) return null;
    const change = {
      table: row.table,
      field,
      imported: rowOf(fact)[field],
      wanted: row.wanted[field] ?? null,
    };
    const expected = { index: row.factIndex, before, wanted: row.wanted, field };
    for (const edits of proposeColumn({ ...change, root: this.root, decode })) {
      const node = applyNodeEdits(this.root, [...this.edits, ...edits]);
      if (isAccepted(mapEdited(normaliser, this.captured, node), expected, rules)) return edits;
    }
    return null;
  }

  private isReserved({ table, key }: RowRewrite, field: string): boolean {
    const row = this.reservedRow(table, key);
    return row !== undefined && memberOf(row, toSnakeCase(field)) !== undefined;
  }

  private reserve({ table, key, live }: RowRewrite, field: string): void {
    const present = this.reservedRow(table, key);
    const members = present?.type === 'object' ? Object.fromEntries(lastMembersOf(present)) : {};
    const [column, node] = columnMember({ table, field }, live[field] ?? null, this.tools.decode);
    this.setReserved(table, key, objectNode({ ...members, [column]: node }));
  }

  private reservedRow(table: TableName, key: string): JsonNode | undefined {
    const rows = this.reserved.get(sqlTableName(table));
    return rows === undefined ? undefined : memberOf(rows, key);
  }

  private setReserved(table: TableName, key: string, value: JsonNode): void {
    const name = sqlTableName(table);
    const own = this.reserved.get(name);
    const rows = own?.type === 'object' ? Object.fromEntries(lastMembersOf(own)) : {};
    this.reserved.set(name, objectNode({ ...rows, [key]: value }));
    this.isReservedChanged = true;
  }

  /** Among versions of a task the newest wins: this one stays as new as it was. */
  private keepRank({ table, factIndex }: RowRewrite): void {
    if (table !== 'tasks' || !this.tools.rules.hasRivals) return;
    const before = contractFacts(this.before)[factIndex];
    const node = applyNodeEdits(this.root, this.edits);
    const after = contractFacts(mapEdited(this.tools.normaliser, this.captured, node) ?? [])[factIndex];
    if (before?.type !== 'task' || after?.type !== 'task' || before.updatedAt === null) return;
    if ((after.updatedAt ?? '') >= before.updatedAt) return;
    this.reserved.set('updated_at', stringNode(before.updatedAt));
    this.isReservedChanged = true;
  }
}

/** In the order of the contract: what a column's words depend on (workers, starts) comes late, the words later. */
function orderFields(table: TableName, fields: readonly string[]): readonly string[] {
  const wanted = new Set(fields);
  const ordered = contractFields(table).filter((field) => wanted.has(field));
  return [...ordered.filter((field) => !LAST.has(field)), ...ordered.filter((field) => LAST.has(field))];
}

/** Columns that collect what no other column took. */
const LAST = new Set(['metadata', 'configuration', 'contextData', 'eventDetails']);

/** A column as the reserved member spells it. */
export function columnMember(
  { table, field }: { readonly table: TableName; readonly field: string },
  value: SqlValue,
  decode: DecodeJson,
): readonly [string, JsonNode] {
  const name = toSnakeCase(field);
  const type = columnsOf(table)[field]?.type;
  if (value === null) return [name, literalNode(null)];
  if (typeof value === 'boolean') return [name, literalNode(value)];
  if (typeof value === 'number') return [name, numberNode(String(value))];
  if (typeof value !== 'string') return [name, arrayNode(value.map((item) => stringNode(item)))];
  if (type === 'jsonb') {
    const node = decode(value);
    const isNull = node.type === 'literal' && node.value === null;
    return [isNull ? `${name}${JSON_VALUE}` : name, node];
  }
  const isNumber = type === 'integer' || type === 'bigint' || type === 'numeric';
  return [name, isNumber ? numberNode(value) : stringNode(value)];
}
