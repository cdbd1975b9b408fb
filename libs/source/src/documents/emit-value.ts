import type { JsonNode } from '@cortex/domain';
import type { ByteSlice } from '../json/byte-slice';
import { asciiText } from '../json/decode-text';
import type { RecordMatcher } from '../layout/record-matcher';
import { walkLocations, type LocatedRecord } from '../layout/walk-locations';
import { accountGap, findNameStart } from './account-gap';
import type { DocumentContext } from './document-context';
import { hashRecord } from './hash-record';

/** The parts of a top-level value: records, and what stands beside them, in the order of the document. */
export interface ValueParts {
  readonly node: JsonNode;
  readonly pieces: readonly ValuePiece[];
  /** Kind of the value as one record, when no record was found inside it. */
  readonly wholeKind: string | null;
}

export interface ValuePiece {
  readonly node: JsonNode;
  readonly key: string | null;
  readonly depth: number;
  readonly record: LocatedRecord | null;
}

/** The kind of records that no layout knows: they are kept, and nothing is mapped from them. */
export const UNKNOWN_SHAPE = 'document';

/** Finds the records of a top-level value by the layout. */
export function splitValue(node: JsonNode, { layout }: DocumentContext): ValueParts {
  if (layout.records === null) return { node, pieces: [], wholeKind: layout.wholeKind ?? UNKNOWN_SHAPE };
  const pieces: ValuePiece[] = [];
  const met = { records: 0, lists: 0 };
  walkLocations(node, layout.records, {
    record: (record) => {
      met.records += 1;
      pieces.push({ node: record.node, key: null, depth: 0, record });
    },
    other: (other, key, depth) => void pieces.push({ node: other, key, depth, record: null }),
    list: () => void (met.lists += 1),
  });
  if (met.records > 0) return { node, pieces, wholeKind: null };
  return { node, pieces: [], wholeKind: wholeKindOf(layout.wholeKind, met.lists > 0) };
}

/** An empty list of tasks is no task itself: `[]` speaks only where no longer location met its container. */
export function wholeKindOf(wholeKind: string | null, hasList: boolean): string {
  return hasList ? UNKNOWN_SHAPE : (wholeKind ?? UNKNOWN_SHAPE);
}

/** Reports the records of a value that lies in `slice`, and counts the bytes between them. */
export function emitValue(context: DocumentContext, slice: ByteSlice, parts: ValueParts): void {
  const { report } = context;
  const { node, wholeKind } = parts;
  if (wholeKind !== null) {
    emitRecord(context, slice, { kind: wholeKind, pointer: '', key: null, node });
    return;
  }
  let cursor = node.start;
  for (const piece of parts.pieces) {
    accountPiece(context, slice, { cursor, piece });
    cursor = piece.node.end;
    if (piece.record) emitRecord(context, slice, piece.record);
  }
  accountGap(slice, { from: cursor - slice.base, to: node.end - slice.base }, report);
}

/** Counts what lies before a piece and, when it is no record, the piece itself with its name. */
export function accountPiece(
  { report }: DocumentContext,
  slice: ByteSlice,
  { cursor, piece }: { readonly cursor: number; readonly piece: Pick<ValuePiece, 'node' | 'key' | 'record'> },
): void {
  const gap = { from: cursor - slice.base, to: piece.node.start - slice.base };
  if (piece.record !== null || piece.key === null) accountGap(slice, gap, report);
  if (piece.record !== null) return;
  const nameAt = piece.key === null ? gap.to : findNameStart(slice, gap);
  if (piece.key !== null) accountGap(slice, { from: gap.from, to: nameAt }, report);
  report.envelopeBytes += piece.node.end - slice.base - nameAt;
}

/** Reports a record and, recursively, the records inside it. */
export function emitRecord(context: DocumentContext, slice: ByteSlice, found: LocatedRecord): void {
  emitFamily(context, slice, { found, parentOrdinal: null });
}

interface FamilyMember {
  readonly found: LocatedRecord;
  readonly parentOrdinal: number | null;
}

function emitFamily(
  context: DocumentContext,
  slice: ByteSlice,
  { found, parentOrdinal }: FamilyMember,
): void {
  const { kind, pointer, key, node } = found;
  const from = node.start - slice.base;
  const to = node.end - slice.base;
  const ordinal = context.report.recordCount;
  context.report.addRecord({
    ordinal,
    parentOrdinal,
    kind,
    pointer,
    key,
    start: node.start,
    length: to - from,
    sha256: hashRecord(slice.buf.subarray(from, to)),
    node,
    text: context.decoder.isPlainIn(node.start, node.end) ? asciiText(slice.buf, from, to) : null,
    fault: null,
    duplicateKeys: context.decoder.notes.hasDuplicateIn(node.start, node.end),
  });
  const nested = context.layout.nested.get(kind);
  if (nested)
    findNested(found, nested, (child) =>
      emitFamily(context, slice, { found: child, parentOrdinal: ordinal }),
    );
}

function findNested(
  parent: LocatedRecord,
  matcher: RecordMatcher,
  visit: (child: LocatedRecord) => void,
): void {
  walkLocations(parent.node, matcher, {
    record: (child) => visit({ ...child, pointer: parent.pointer + child.pointer }),
  });
}
