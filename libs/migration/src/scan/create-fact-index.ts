import type { SqlValue, Spool } from '@cortex/domain';

import type { SharedFact } from './index-fact';
import { hashRow, referencesOf } from './index-fact';
import type {
  FactIndex,
  IndexedFact,
  RecordPosition,
  ReferencedTable,
  ReferenceIndex,
  SharedTable,
} from './scanned-tree';

/** Collects the facts of one document and takes them over when the document is complete, or forgets them. */
export interface FactIndexBuilder {
  /** Number by which the record names the fact. */
  addShared(fact: SharedFact, at: RecordPosition): number;
  addReferences(
    references: readonly { readonly table: ReferencedTable; readonly id: string }[],
    at: RecordPosition,
  ): void;
  /** The document is complete. */
  commit(): void;
  /** The document changed while it was read. */
  rollback(): void;
  readonly facts: FactIndex;
  readonly references: ReferenceIndex;
}

export function createFactIndex(factSpool: Spool): FactIndexBuilder {
  const facts = new Map<SharedTable, Map<string, IndexedFact[]>>();
  const references = new Map<ReferencedTable, Map<string, RecordPosition>>();
  let pendingFacts: IndexedFact[] = [];
  let pendingReferences: PendingReference[] = [];
  let nextNumber = 0;
  let spoolMark = factSpool.size;

  return {
    facts,
    references,
    addShared(fact, at) {
      const json = JSON.stringify(fact.row);
      const bytes = Buffer.from(json);
      const offset = factSpool.append(bytes);
      const number = nextNumber;
      nextNumber += 1;
      pendingFacts.push(
        indexFact(fact, { number, offset, length: bytes.length, hash: hashRow(json), ...at }),
      );
      return number;
    },
    addReferences(found, at) {
      for (const { table, id } of found) {
        if (references.get(table)?.has(id) !== true) pendingReferences.push({ table, id, at });
      }
    },
    commit() {
      for (const fact of pendingFacts) takeOver(facts, fact);
      for (const reference of pendingReferences) rememberFirst(references, reference);
      pendingFacts = [];
      pendingReferences = [];
      spoolMark = factSpool.size;
    },
    rollback() {
      pendingFacts = [];
      pendingReferences = [];
      factSpool.truncate(spoolMark);
    },
  };
}

type Placed = Pick<IndexedFact, 'number' | 'offset' | 'length' | 'hash' | 'document' | 'ordinal'>;

function indexFact(fact: SharedFact, placed: Placed): IndexedFact {
  const { table, key, precedence, updatedAt, task, row } = fact;
  return { ...placed, table, key, precedence, updatedAt, task, selfReferences: selfReferencesOf(table, row) };
}

function selfReferencesOf(
  table: SharedTable,
  row: Readonly<Record<string, SqlValue | undefined>>,
): readonly string[] | null {
  if (table !== 'agents' && table !== 'tasks') return null;
  const own = referencesOf(table, row).flatMap((reference) =>
    reference.table === table ? [reference.id] : [],
  );
  return own.length === 0 ? null : own;
}

function takeOver(facts: Map<SharedTable, Map<string, IndexedFact[]>>, fact: IndexedFact): void {
  let ofTable = facts.get(fact.table);
  if (ofTable === undefined) facts.set(fact.table, (ofTable = new Map<string, IndexedFact[]>()));
  const ofKey = ofTable.get(fact.key);
  if (ofKey === undefined) ofTable.set(fact.key, [fact]);
  else ofKey.push(fact);
}

interface PendingReference {
  readonly table: ReferencedTable;
  readonly id: string;
  readonly at: RecordPosition;
}

function rememberFirst(
  references: Map<ReferencedTable, Map<string, RecordPosition>>,
  { table, id, at }: PendingReference,
): void {
  let ofTable = references.get(table);
  if (ofTable === undefined) references.set(table, (ofTable = new Map<string, RecordPosition>()));
  if (!ofTable.has(id)) ofTable.set(id, at);
}
