import { tableSpecs } from '@cortex/domain';
import type { ColumnSpec, Fact, QuarantineReason, SqlValue, TableName } from '@cortex/domain';

import { tableOf } from './redact-columns';

/** An index entry takes a third of a page, 2,704 bytes; ids stand in indexes of two. */
const LONGEST_ID_BYTES = 1_000;

/** jsonb counts the bytes of a value in 28 bits. */
const LONGEST_JSONB_BYTES = 268_435_455;

export interface LimitFault {
  readonly reason: QuarantineReason;
  /** Names the column, never the value. */
  readonly detail: string;
}

/** What PostgreSQL would refuse of a fact, or null. Values inside jsonb were checked when they were written. */
export function limitFault(fact: Fact): LimitFault | null {
  return namesFault(fact) ?? (fact.type === 'alias' ? null : rowFault(tableOf(fact), fact));
}

function namesFault(fact: Fact): LimitFault | null {
  switch (fact.type) {
    case 'task':
    case 'task-overlay':
      return idFault('task_id', fact.taskId);
    case 'alias':
      return idFault('alias', fact.alias) ?? idFault('id', fact.id);
    case 'patch':
      return idFault('key', fact.key);
    case 'keyed':
    case 'append':
      return null;
    default:
      return idFault('id', fact.id);
  }
}

function rowFault(table: TableName, fact: Fact): LimitFault | null {
  if (!('row' in fact)) return null;
  const row: Readonly<Record<string, SqlValue | undefined>> = fact.row;
  const { columns, required } = columnsOfTable(table);
  const missing = fact.type === 'patch' ? undefined : required.find((key) => isEmpty(row, key));
  if (missing !== undefined) return { reason: 'id-missing', detail: `${table}.${missing} has no value` };
  for (const column of columns) {
    const value = row[column.name];
    // The database took what a patch says: an empty word, too.
    const isNothing = value === null || value === undefined || (value === '' && fact.type === 'patch');
    const fault = isNothing ? null : valueFault(column, value);
    if (fault !== null) return fault;
  }
  return null;
}

interface TableColumns {
  readonly columns: readonly Column[];
  /** Fields of the key for which nothing else provides. */
  readonly required: readonly string[];
}

const memory = new Map<TableName, TableColumns>();

function columnsOfTable(table: TableName): TableColumns {
  const known = memory.get(table);
  if (known !== undefined) return known;
  const specs: Readonly<Record<string, ColumnSpec>> = tableSpecs[table].columns;
  const keys: readonly string[] = tableSpecs[table].key;
  const columns = Object.entries(specs).map(([name, { type, references }]) => ({
    name,
    type,
    isId: references !== undefined || keys.includes(name),
  }));
  const found = { columns, required: keys.filter((key) => !HAS_DEFAULT.has(key)) };
  memory.set(table, found);
  return found;
}

/** Parts of keys for which the database contract has a word. */
const HAS_DEFAULT = new Set(['relationshipType', 'lineageType']);

function isEmpty(row: Readonly<Record<string, SqlValue | undefined>>, field: string): boolean {
  const value = row[field];
  return value === undefined || value === null || value === '';
}

interface Column {
  readonly name: string;
  readonly type: ColumnSpec['type'];
  readonly isId: boolean;
}

function valueFault(column: Column, value: SqlValue): LimitFault | null {
  if (Array.isArray(value)) {
    const faults = value.map((item: string) => textFault(column.name, item));
    return faults.find((fault) => fault !== null) ?? null;
  }
  if (typeof value !== 'string') return null;
  if (column.type === 'jsonb') return jsonbFault(column.name, value);
  return column.isId ? idFault(column.name, value) : textFault(column.name, value);
}

function jsonbFault(name: string, value: string): LimitFault | null {
  if (value.length <= LONGEST_JSONB_BYTES / 3 || Buffer.byteLength(value) <= LONGEST_JSONB_BYTES) return null;
  return { reason: 'too-large', detail: `${name} would hold more than ${LONGEST_JSONB_BYTES} bytes` };
}

function idFault(name: string, value: string): LimitFault | null {
  if (value === '') return { reason: 'id-missing', detail: `${name} is empty` };
  if (value.length > LONGEST_ID_BYTES / 3 && Buffer.byteLength(value) > LONGEST_ID_BYTES) {
    return { reason: 'id-too-long', detail: `${name} is longer than ${LONGEST_ID_BYTES} bytes` };
  }
  return textFault(name, value);
}

const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A cheap look first: without a surrogate of any kind there is no half of a pair. */
const SUSPICIOUS = /[\0\ud800-\udfff]/;

function textFault(name: string, value: string): LimitFault | null {
  if (!SUSPICIOUS.test(value) || !UNSTORABLE.test(value)) return null;
  if (value.includes('\0')) return { reason: 'nul-character', detail: `${name} holds a NUL character` };
  return { reason: 'lone-surrogate', detail: `${name} holds half of a surrogate pair` };
}
