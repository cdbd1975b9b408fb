import type { NewLedgerEntry, NewQuarantine } from '@cortex/domain';

import { MENDED_REASON } from '../run/mended-record';
import type { ScannedDocument, ScannedTree } from '../scan/scanned-tree';
import type { DecidedRecord } from './decide-record';
import type { DocumentTarget } from './load-documents';

/** Records larger than this are found in the archive when they are quarantined, not copied. */
const MAX_QUARANTINE_BYTES = 8 * 1024 * 1024;

export function toLedgerEntry(
  { record, disposition, reason, rows, replaces }: DecidedRecord,
  target: DocumentTarget,
  isMended: boolean,
): NewLedgerEntry {
  return {
    documentId: target.documentId,
    ordinal: record.o,
    parentOrdinal: record.p,
    kind: record.k,
    pointer: record.r,
    byteOffset: record.s,
    byteLength: record.l,
    sha256: record.h,
    disposition,
    reason: reason ?? (isMended ? MENDED_REASON : null),
    rows,
    replaces,
  };
}

/** The raw bytes go along where the spool has them; those of archive members lie in the archive's document. */
export function toQuarantine(
  { byteSpool }: Pick<ScannedTree, 'byteSpool'>,
  { record, reason, detail }: DecidedRecord,
  { document, target }: { readonly document: ScannedDocument; readonly target: DocumentTarget },
): NewQuarantine {
  const { head, bytesAt } = document;
  const fits = bytesAt !== null && record.l <= MAX_QUARANTINE_BYTES;
  return {
    documentId: target.documentId,
    ordinal: record.o,
    path: head.path,
    pathText: head.pathText,
    member: head.member,
    byteOffset: record.s,
    byteLength: record.l,
    reason: reason ?? 'undecodable',
    detail,
    raw: fits ? byteSpool.read(bytesAt + record.s, record.l) : null,
  };
}
