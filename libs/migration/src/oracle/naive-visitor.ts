import type {
  AppendFact,
  DocumentHead,
  DocumentKind,
  DocumentName,
  Fact,
  SourceRecord,
  Spool,
  TreeVisitor,
} from '@cortex/domain';

import type { DocumentNormaliser, Normaliser } from '../normalise/create-normaliser';
import { createNoteCounter } from '../scan/create-note-counter';
import type { SharedFact } from '../scan/index-fact';
import { hashRow, referencesOf, toSharedFact } from '../scan/index-fact';
import type { IndexedFact, RecordPosition, ReferencedTable, SharedTable } from '../scan/scanned-tree';

/** `shared`: number of a fact on a row that others may share. */
export type NaiveFact = { readonly shared: number } | { readonly own: AppendFact };

export interface NaiveRecord {
  readonly at: RecordPosition;
  readonly isQuarantined: boolean;
  readonly facts: readonly NaiveFact[];
}

/** Everything that was ever appended, by where it begins. */
class PlainSpool implements Spool {
  private readonly pieces = new Map<number, Buffer>();
  size = 0;

  append(bytes: Uint8Array): number {
    const offset = this.size;
    this.pieces.set(offset, Buffer.from(bytes));
    this.size += bytes.length;
    return offset;
  }

  read(offset: number, length: number): Buffer {
    return (this.pieces.get(offset) ?? Buffer.alloc(0)).subarray(0, length);
  }

  truncate(): void {}

  close(): void {}
}

interface Reading {
  readonly head: DocumentHead;
  readonly normaliser: DocumentNormaliser;
  readonly mapped: { readonly ordinal: number; readonly facts: readonly Fact[] | null }[];
}

/** Takes documents as they come, one at a time, and keeps everything; a document counts when it is complete. */
export class NaiveVisitor implements TreeVisitor {
  readonly factSpool: Spool = new PlainSpool();
  readonly notes = createNoteCounter();
  readonly facts = new Map<SharedTable, Map<string, IndexedFact[]>>();
  readonly references = new Map<ReferencedTable, Map<string, RecordPosition>>();
  readonly all: NaiveRecord[] = [];
  private documents = 0;
  private numbers = 0;
  private reading: Reading | null = null;

  constructor(private readonly normaliser: Normaliser) {}

  kindOf(name: DocumentName): DocumentKind {
    return this.normaliser.kindOf(name);
  }

  begin(head: DocumentHead): void {
    this.reading = { head, normaliser: this.normaliser.begin(head), mapped: [] };
  }

  bytes(): void {}

  records(batch: readonly SourceRecord[]): void {
    for (const record of batch) {
      const mapping = this.reading?.normaliser.map(record);
      const facts = mapping?.outcome === 'mapped' ? mapping.facts : null;
      this.reading?.mapped.push({ ordinal: record.ordinal, facts });
    }
  }

  end(): void {
    for (const { ordinal, facts } of this.reading?.mapped ?? []) {
      const at = { document: this.documents, ordinal };
      const kept = (facts ?? []).map((fact) => this.keep(fact, at));
      this.all.push({ at, isQuarantined: facts === null, facts: kept });
    }
    this.documents += 1;
    this.reading = null;
  }

  discard(): void {
    this.reading = null;
  }

  private keep(fact: Fact, at: RecordPosition): NaiveFact {
    const shared = toSharedFact(fact);
    if (shared !== null) {
      this.refer(referencesOf(shared.table, shared.row), at);
      return { shared: this.index(shared, at) };
    }
    if (fact.type !== 'append') return { shared: -1 };
    this.refer(referencesOf(fact.table, fact.row), at);
    return { own: fact };
  }

  private index(fact: SharedFact, at: RecordPosition): number {
    const number = this.numbers;
    this.numbers += 1;
    const { row, ...rest } = fact;
    const json = JSON.stringify(row);
    const bytes = Buffer.from(json);
    const slice = { offset: this.factSpool.append(bytes), length: bytes.length };
    const selfReferences = referencesOf(fact.table, row).flatMap(({ table, id }) =>
      table === fact.table ? [id] : [],
    );
    const indexed = { ...rest, ...slice, ...at, number, hash: hashRow(json), selfReferences };
    const ofTable = this.facts.get(fact.table) ?? new Map<string, IndexedFact[]>();
    this.facts.set(fact.table, ofTable.set(fact.key, [...(ofTable.get(fact.key) ?? []), indexed]));
    return number;
  }

  private refer(
    found: readonly { readonly table: ReferencedTable; readonly id: string }[],
    at: RecordPosition,
  ): void {
    for (const { table, id } of found) {
      const ofTable = this.references.get(table) ?? new Map<string, RecordPosition>();
      if (!ofTable.has(id)) ofTable.set(id, at);
      this.references.set(table, ofTable);
    }
  }
}
