import type { Mapping, SourceRecord, Spool } from '@cortex/domain';

import { createNoteCounter } from './create-note-counter';
import type { SharedFact } from './index-fact';
import { hashRow, referencesOf } from './index-fact';
import type { RecordPack } from './record-pack';
import type { PartChunk, PartFact, ScannedPart } from './scanned-part';
import type { ReferencedTable, SharedTable } from './scanned-tree';
import { spoolContent } from './spool-record';

/** Where the parts of one thread go, one after the other. */
export interface PartPlace {
  readonly facts: Spool;
  readonly records: Spool;
  /** Empty; its buffer is used by one part after the other. */
  readonly pack: RecordPack;
}

/** Records are written to the spool when their bytes exceed this, whatever their number. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** Takes the records of a document, or of a range of one, in their order. */
export class PartBuilder {
  records = 0;
  private quarantined = 0;
  private spanBytes = 0;
  private chunkFact = 0;
  private readonly chunks: PartChunk[] = [];
  private readonly facts: PartFact[] = [];
  private readonly references = new Map<ReferencedTable, Map<string, number>>();
  private readonly notes = createNoteCounter();
  private readonly marks: { readonly facts: number; readonly records: number };

  constructor(
    private readonly place: PartPlace,
    private readonly chunkRecords: number,
  ) {
    this.marks = { facts: place.facts.size, records: place.records.size };
  }

  add(record: SourceRecord, mapping: Mapping): void {
    for (const { code, subject } of mapping.notes) this.notes.add(code, subject);
    const { pack } = this.place;
    pack.add(record, spoolContent(mapping, this));
    this.records += 1;
    if (record.parentOrdinal === null) this.spanBytes += record.length;
    if (mapping.outcome === 'quarantined') this.quarantined += 1;
    if (pack.records >= this.chunkRecords || pack.size >= CHUNK_BYTES) this.flush();
  }

  /** Number of the fact, counted from the last flush. */
  addShared(fact: SharedFact): number {
    const { row, ...indexed } = fact;
    const json = JSON.stringify(row);
    const bytes = Buffer.from(json);
    const offset = this.place.facts.append(bytes);
    const selfReferences = selfReferencesOf(fact);
    const placed = { offset, length: bytes.length, hash: hashRow(json), ordinal: this.records };
    this.facts.push({ ...indexed, ...placed, selfReferences });
    return this.facts.length - 1 - this.chunkFact;
  }

  addReference(table: ReferencedTable, id: string): void {
    let ofTable = this.references.get(table);
    if (ofTable === undefined) this.references.set(table, (ofTable = new Map<string, number>()));
    if (!ofTable.has(id)) ofTable.set(id, this.records);
  }

  finish(): ScannedPart {
    this.flush();
    const { records, quarantined, chunks, facts, references, notes } = this;
    return { records, quarantined, chunks, facts, references, notes: notes.counted() };
  }

  /** The document changed while it was read: nothing of it was ever said. */
  discard(): void {
    this.place.pack.take();
    this.place.facts.truncate(this.marks.facts);
    this.place.records.truncate(this.marks.records);
  }

  private flush(): void {
    const { pack } = this.place;
    const { records } = pack;
    if (records === 0) return;
    const bytes = pack.take();
    const offset = this.place.records.append(bytes);
    const slice = { offset, length: bytes.length };
    this.chunks.push({ ...slice, records, bytes: this.spanBytes, firstFact: this.chunkFact });
    this.chunkFact = this.facts.length;
    this.spanBytes = 0;
  }
}

/** What a row says of other rows of its own table. */
function selfReferencesOf({ table, row }: SharedFact): readonly string[] | null {
  if (!isSelfReferring(table)) return null;
  const own = referencesOf(table, row).flatMap((reference) =>
    reference.table === table ? [reference.id] : [],
  );
  return own.length === 0 ? null : own;
}

function isSelfReferring(table: SharedTable): boolean {
  return table === 'agents' || table === 'tasks';
}
