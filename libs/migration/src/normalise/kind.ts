import type {
  DocumentHead,
  DocumentKind,
  Fact,
  JsonNode,
  Note,
  NoteCode,
  QuarantineReason,
  SourceRecord,
} from '@cortex/domain';

import type { FieldReader } from './field-reader';

/**
 * A kind of document: which paths are of it, where its records stand, and what each record says. One file per kind
 * in `kinds/`, listed in `kinds/kind-catalog.ts`; the first kind whose globs match claims the document.
 */
export interface Kind extends DocumentKind {
  /**
   * Globs under the root, matched against the printable path (of an archive member: the member's path) without a
   * trailing `.gz`. Real roots hold `coordination` deeper down: a glob matches at any depth.
   */
  readonly paths: readonly string[];
  /** By record kind of the layout. A record kind without mapper is archived only. */
  readonly mappers: Readonly<Record<string, RecordMapper>>;
}

/** Pure: the same input gives the same facts, in the same order. Returns nothing; speaks through `output`. */
export type RecordMapper = (input: RecordInput, output: MappingOutput) => void;

export interface RecordInput {
  readonly document: DocumentHead;
  readonly record: SourceRecord;
  /** The record's value; objects only (other shapes are archived only and noted, before a mapper is asked). */
  readonly fields: FieldReader;
  /** The records around this one, innermost first; empty for top-level records. */
  readonly ancestors: readonly {
    readonly kind: string;
    readonly key: string | null;
    readonly node: JsonNode;
  }[];
  /** Members beside the records of the document (file-level times, `master_id`); null when there are none. */
  readonly envelope: FieldReader | null;
}

export interface MappingOutput {
  /** The first fact is the primary one: its row decides the record's disposition. */
  fact(fact: Fact): void;
  note(code: NoteCode, subject: string): void;
  /** The record is kept as raw bytes with a reason, and none of its facts count. `detail` holds no content. */
  quarantine(reason: QuarantineReason, detail: string): void;
}

/** The normaliser keeps notes of a record together with its facts, so that a quarantined record counts no decision. */
export interface CollectedMapping {
  readonly facts: Fact[];
  readonly notes: Note[];
}
