import type { CountedNote, IndexedFact, ReferencedTable, SpoolSlice } from './scanned-tree';

/**
 * What was made of a document, or of a range of one, wherever that was done: plain data that can go from thread to
 * thread. Ordinals, and the numbers of facts, count from the part's beginning; offsets are those of the spools of the
 * thread that made it.
 */
export interface ScannedPart {
  readonly records: number;
  readonly quarantined: number;
  readonly chunks: readonly PartChunk[];
  readonly facts: readonly PartFact[];
  /** First record that refers to an id, by table and id. */
  readonly references: ReadonlyMap<ReferencedTable, ReadonlyMap<string, number>>;
  readonly notes: readonly CountedNote[];
}

/** A run of records; those of all chunks of a part follow one another without a gap. */
export interface PartChunk extends SpoolSlice {
  readonly records: number;
  readonly bytes: number;
  /** How many facts come before it in the part. */
  readonly firstFact: number;
}

/** The fact of a part is number `index` of its facts. */
export type PartFact = Omit<IndexedFact, 'number' | 'document'>;
