import { documentKey } from '@cortex/domain';
import type { SqlRow, SqlValue } from '@cortex/domain';

import { byStrength } from '../resolve/merge-facets';
import { isJsonObjectText } from '../resolve/merge-json-objects';
import { readRow } from '../resolve/read-row';
import type { LoadedTable, Row } from '../resolve/resolution';
import type { IndexedFact } from '../scan/scanned-tree';
import type { ImportedTree } from './imported-tree';
import { canonicalJson, lastMembersOf, objectNode, printNode } from './json-values';
import type { RowChange } from './row-change';
import type { DecodeJson } from './same-value';

/** A change of one row as far as one record tells of the row. */
export interface RecordShare {
  readonly change: RowChange;
  readonly document: number;
  readonly ordinal: number;
  /** What the record says of a row that others share; null: the row is the record's own. */
  readonly fact: IndexedFact | null;
  readonly wanted: SqlRow;
}

interface Teller {
  readonly fact: IndexedFact;
  readonly row: Row;
}

/** Columns that collect what every record says. */
const COLLECTING = new Set(['configuration', 'metadata']);

/** Which record says which of the columns that changed: the one that supplied the column when it was imported. */
export function shareUpdate(
  change: RowChange & { readonly live: SqlRow },
  imported: ImportedTree,
  decode: DecodeJson,
): readonly RecordShare[] {
  if (change.at !== null) {
    const { document, ordinal } = change.at;
    return [{ change, document, ordinal, fact: null, wanted: pick(change.live, change.fields) }];
  }
  const tellers = listTellers(change, imported);
  const [strongest] = tellers;
  if (strongest === undefined) return [];
  const wanted = new Map<Teller, Record<string, SqlValue>>();
  for (const field of change.fields) {
    for (const [teller, value] of shareColumn(field, { change, tellers, strongest, decode }))
      wanted.set(teller, { ...wanted.get(teller), [field]: value });
  }
  return Array.from(wanted, ([{ fact }, columns]) => {
    const { document, ordinal } = fact;
    return { change, document, ordinal, fact, wanted: columns };
  });
}

/** The records that tell of the row, the strongest first. */
function listTellers({ table, key }: RowChange, imported: ImportedTree): readonly Teller[] {
  const group = imported.groups(toLoaded(table)).get(key);
  if (group === undefined) return [];
  const read = (fact: IndexedFact): Teller => ({ fact, row: readRow(imported.tree.factSpool, fact) });
  const facets = group.facts.map(read).sort(byStrength).reverse();
  return [...group.overlays.map(read).reverse(), ...facets];
}

function toLoaded(table: RowChange['table']): LoadedTable {
  return table === 'auditLogs' || table === 'tokenBudgetHistory' ? 'tasks' : table;
}

interface Sharing {
  readonly change: RowChange & { readonly live: SqlRow };
  readonly tellers: readonly Teller[];
  readonly strongest: Teller;
  readonly decode: DecodeJson;
}

function shareColumn(field: string, sharing: Sharing): readonly (readonly [Teller, SqlValue])[] {
  const { change, tellers, strongest } = sharing;
  const value = change.live[field] ?? null;
  const suppliers = tellers.filter(({ row }) => row[field] !== null && row[field] !== undefined);
  const [supplier = strongest] = suppliers;
  if (suppliers.length <= 1) return [[supplier, value]];
  // Whoever is left would be heard then.
  if (value === null) return suppliers.map((teller) => [teller, null] as const);
  return COLLECTING.has(field) ? shareMembers(field, suppliers, sharing) : [[supplier, value]];
}

/** Member by member: each to the strongest of the records that have it, new ones to the strongest. */
function shareMembers(
  field: string,
  suppliers: readonly Teller[],
  { change, decode }: Sharing,
): readonly (readonly [Teller, SqlValue])[] {
  const [old, live] = [membersOf(change.imported?.[field], decode), membersOf(change.live[field], decode)];
  const own = suppliers.map(({ row }) => new Map(membersOf(row[field], decode)));
  const changed = new Set<number>();
  const holderOf = (key: string): number =>
    Math.max(
      0,
      own.findIndex((members) => members.has(key)),
    );
  for (const [key, value] of live) {
    const before = old.get(key);
    if (before !== undefined && canonicalJson(before) === canonicalJson(value)) continue;
    own[holderOf(key)]?.set(key, value);
    changed.add(holderOf(key));
  }
  for (const key of old.keys()) {
    if (live.has(key)) continue;
    own.forEach((members, index) => {
      if (members.delete(key)) changed.add(index);
    });
  }
  return suppliers.flatMap((teller, index) => {
    const members = own[index];
    if (!changed.has(index) || members === undefined) return [];
    return [[teller, printNode(objectNode(Object.fromEntries(members)))] as const];
  });
}

function membersOf(
  value: SqlValue | undefined,
  decode: DecodeJson,
): ReadonlyMap<string, ReturnType<DecodeJson>> {
  if (!isJsonObjectText(value)) return new Map();
  const node = decode(value);
  return node.type === 'object' ? lastMembersOf(node) : new Map();
}

function pick(row: SqlRow, fields: readonly string[]): SqlRow {
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}

/** By `documentKey`: what has to be read again to be rewritten. */
export function wantedRecords(
  shares: readonly { readonly document: number; readonly ordinal: number }[],
  imported: ImportedTree,
): ReadonlyMap<string, ReadonlySet<number>> {
  const wanted = new Map<string, Set<number>>();
  for (const { document, ordinal } of shares) {
    const key = keyOfDocument(imported, document);
    wanted.set(key, (wanted.get(key) ?? new Set()).add(ordinal));
  }
  return wanted;
}

export function keyOfDocument(imported: ImportedTree, document: number): string {
  const head = imported.tree.documents[document]?.head;
  return head === undefined ? '' : documentKey(head.path, head.member);
}
