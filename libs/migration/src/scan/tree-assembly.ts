import type { PartFact, ScannedPart } from './scanned-part';
import { createNoteCounter } from './create-note-counter';
import type { IndexedFact, ReferencedTable, RecordPosition, SharedTable, SpooledChunk } from './scanned-tree';

/** Puts the parts of documents together, in the order of the tree. */
export class TreeAssembly {
  readonly chunks: SpooledChunk[] = [];
  readonly notes = createNoteCounter();
  readonly facts = new Map<SharedTable, Map<string, IndexedFact[]>>();
  readonly references = new Map<ReferencedTable, Map<string, RecordPosition>>();
  private nextFact = 0;

  /** Takes the next part of a document, whose first record has that ordinal. */
  take(part: ScannedPart, at: RecordPosition): void {
    const { document, ordinal } = at;
    let firstOrdinal = ordinal;
    for (const chunk of part.chunks) {
      this.chunks.push({ ...chunk, document, firstOrdinal, firstFact: this.nextFact + chunk.firstFact });
      firstOrdinal += chunk.records;
    }
    for (const fact of part.facts) this.takeFact(fact, at);
    for (const [table, ids] of part.references) this.takeReferences(table, ids, at);
    for (const { code, subject, count } of part.notes) this.notes.add(code, subject, count);
  }

  private takeFact(fact: PartFact, { document, ordinal }: RecordPosition): void {
    const placed = { ...fact, number: this.nextFact, document, ordinal: ordinal + fact.ordinal };
    this.nextFact += 1;
    let ofTable = this.facts.get(fact.table);
    if (ofTable === undefined) this.facts.set(fact.table, (ofTable = new Map<string, IndexedFact[]>()));
    const ofKey = ofTable.get(fact.key);
    if (ofKey === undefined) ofTable.set(fact.key, [placed]);
    else ofKey.push(placed);
  }

  private takeReferences(
    table: ReferencedTable,
    ids: ReadonlyMap<string, number>,
    { document, ordinal }: RecordPosition,
  ): void {
    let ofTable = this.references.get(table);
    if (ofTable === undefined) this.references.set(table, (ofTable = new Map<string, RecordPosition>()));
    for (const [id, first] of ids) {
      if (!ofTable.has(id)) ofTable.set(id, { document, ordinal: ordinal + first });
    }
  }
}
