import type { ScannedDocument, RecordPosition } from '../scan/scanned-tree';

/** A record that somebody mended by hand: where it stands in the tree that is loaded. */
export interface MendedRecord {
  readonly path: Buffer;
  readonly member: Buffer | null;
  readonly ordinal: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** What the ledger says of a record that stands in mended bytes. */
export const MENDED_REASON = 'mended-by-hand';

export function standsInMended(
  mended: MendedRecord | undefined,
  { head }: Pick<ScannedDocument, 'head'>,
  { s: start, l: length }: { readonly s: number; readonly l: number },
): boolean {
  if (mended === undefined || !isDocumentOf(mended, head)) return false;
  return start >= mended.start && start + length <= mended.end;
}

/** The record at this position is the mended one itself: what it says wins over what SQL made of its row. */
export function isMendedRecord(
  mended: MendedRecord | undefined,
  documents: readonly ScannedDocument[],
  { document, ordinal }: RecordPosition,
): boolean {
  const head = documents[document]?.head;
  return (
    mended !== undefined && head !== undefined && isDocumentOf(mended, head) && ordinal === mended.ordinal
  );
}

function isDocumentOf(mended: MendedRecord, head: ScannedDocument['head']): boolean {
  if (!head.path.equals(mended.path)) return false;
  if (head.member === null || mended.member === null) return head.member === mended.member;
  return head.member.equals(mended.member);
}
