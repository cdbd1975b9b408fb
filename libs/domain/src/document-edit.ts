import type { DocumentKind } from './tree-reader';

/**
 * One change of a JSON document, in terms of its bytes. All offsets are those of the document as it is, as the
 * decoder reports them (`JsonNode.start`, `.end`, `SourceRecord.start`, `.length`), whatever other edits come with it.
 * `text` is JSON; its numbers and strings keep their spelling, its white space is made to fit in.
 */
export type DocumentEdit =
  ReplaceValueEdit | AddMemberEdit | RemoveMemberEdit | RemoveValueEdit | AddItemEdit | AppendValueEdit;

/** Another value in the place of one; of a mended value (`"key": ,`, a bare word) in the place of its span. */
export interface ReplaceValueEdit {
  readonly type: 'replace-value';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One more member at the end of an object. */
export interface AddMemberEdit {
  readonly type: 'add-member';
  readonly objectStart: number;
  readonly objectEnd: number;
  readonly key: string;
  readonly text: string;
}

/** All members of that name, with their commas and lines. */
export interface RemoveMemberEdit {
  readonly type: 'remove-member';
  readonly objectStart: number;
  readonly objectEnd: number;
  readonly key: string;
}

/** An item of an array, or a value of a stream with its line end. */
export interface RemoveValueEdit {
  readonly type: 'remove-value';
  readonly start: number;
  readonly end: number;
}

/** One more item at the end of an array. */
export interface AddItemEdit {
  readonly type: 'add-item';
  readonly arrayStart: number;
  readonly arrayEnd: number;
  readonly text: string;
}

/** One more value at the end of a stream. */
export interface AppendValueEdit {
  readonly type: 'append-value';
  readonly text: string;
}

/** Port: changes documents in their own style, implemented by `@cortex/source`. */
export interface DocumentEditor {
  /**
   * The document with the edits in it. Bytes that no edit touches are the same, mended or not. Of edits on one value the
   * last one counts; what stands inside of a value that is removed or replaced goes with it.
   * @throws CortexError `EDIT_MISPLACED` when an edit names what is not there, or brings a text that is no JSON.
   */
  applyEdits(bytes: Buffer, edits: readonly DocumentEdit[], format: DocumentKind['format']): Buffer;
}
