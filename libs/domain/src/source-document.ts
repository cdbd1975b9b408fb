import type { JsonNode, JsonObject } from './json-node';

/** Where a document is: the path's bytes under the root of the tree, and the member's when it lies in an archive. */
export interface DocumentName {
  readonly path: Buffer;
  /** `path` for people, globs and logs: UTF-8 with what does not print escaped; never used to open the file. */
  readonly pathText: string;
  readonly member: Buffer | null;
  readonly memberText: string | null;
}

/** How the bytes of a document were understood. `quarantined`: no repair applies, its only record is quarantined. */
export type ParseStatus = 'parsed' | 'repaired' | 'opaque' | 'empty' | 'quarantined';

/** A mechanical mend of invalid JSON; `offset` is where, in bytes of the original. The original bytes stay. */
export interface Repair {
  readonly rule: RepairRule;
  readonly offset: number;
}

export type RepairRule =
  | 'missing-value'
  | 'bare-word'
  | 'raw-control-in-string'
  | 'pasted-objects'
  | 'expression-value'
  | 'numeric-range'
  | 'text-before-json'
  | 'byte-order-mark'
  | 'ansi-escape'
  | 'comma-behind-line'
  | 'invalid-utf8';

/**
 * Where the records stand in a document of some kind. A path is a list of member names; `*` is every item of an
 * array or every member of an object. `[]` is the whole value. All locations that match apply; a value in which
 * none matches is one record of the kind `document`.
 */
export interface RecordLayout {
  readonly records: readonly RecordLocation[];
  /** By record kind: records inside such a record, relative to it; they become its children. */
  readonly nested?: Readonly<Record<string, readonly RecordLocation[]>>;
}

export interface RecordLocation {
  readonly at: readonly string[];
  readonly kind: string;
}

/** One logical value inside a document, with its source ref. */
export interface SourceRecord {
  /** 0, 1, 2 … in the order of the start offsets; a parent comes before its children. */
  readonly ordinal: number;
  readonly parentOrdinal: number | null;
  readonly kind: string;
  /** RFC 6901, relative to the top-level value it stands in; `''` for that value itself. */
  readonly pointer: string;
  /** The member name when the location ended in `*` on an object (maps keyed by id), else null. */
  readonly key: string | null;
  readonly start: number;
  readonly length: number;
  /** Of the record's raw bytes. */
  readonly sha256: Buffer;
  /** null for opaque, empty-but-counted and undecodable records. */
  readonly node: JsonNode | null;
  /**
   * The record's bytes as text, when they are exactly what a compact writer makes of `node` (ASCII, no blanks, no
   * escapes, no repeated names): whoever needs the node as JSON text has it. Null says nothing.
   */
  readonly text: string | null;
  /** Set when the bytes of this record could not be decoded. */
  readonly fault: DecodeFault | null;
  /** True when two members of one object share a name; the last one counts. */
  readonly duplicateKeys: boolean;
}

export interface DecodeFault {
  readonly code:
    'undecodable' | 'too-deep' | 'too-large' | 'archive-unsafe' | 'archive-damaged' | 'archive-bomb';
  /** Byte offset in the document at which decoding stopped. */
  readonly offset: number;
  /** One sentence without any of the document's content. */
  readonly detail: string;
}

/** What is known of a document before its records are read. */
export interface DocumentHead extends DocumentName {
  readonly kind: string;
  /** Permission bits, or null for a member of an archive that does not say. */
  readonly mode: number | null;
  /** ISO 8601 UTC with microseconds. Kept for the rerun's shortcut; never a source of a record's time. */
  readonly mtime: string | null;
  /**
   * Inode, change time and time of a file in nanoseconds, as one opaque text; null when the file was written so
   * recently that a later write might not show in them, and for members of archives.
   */
  readonly stamp?: string | null;
  /** The archive that this member is in; 0-based position in the walk; null for a file of its own. */
  readonly archive: DocumentName | null;
  /**
   * Scalars and small objects beside the records (`archived_at`, `version`, `master_id`), null where the top-level
   * value is no object or there are several of them.
   */
  readonly envelope: JsonObject | null;
}

/** What is known of a document after its last byte. */
export interface DocumentTail {
  /** Bytes; of a member: inflated bytes. */
  readonly size: number;
  readonly sha256: Buffer;
  readonly parseStatus: ParseStatus;
  readonly repairs: readonly Repair[];
  readonly recordCount: number;
  /** size = Σ length of top-level records + envelopeBytes + separatorBytes, exactly. */
  readonly envelopeBytes: number;
  readonly separatorBytes: number;
  /** The single top-level value, when there is exactly one and it is small enough to be kept as `doc`. */
  readonly root: JsonNode | null;
}
