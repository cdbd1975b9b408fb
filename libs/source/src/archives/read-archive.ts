import type { DocumentHead } from '@cortex/domain';
import type { ByteSource, ByteWindow } from '../documents/byte-window';
import type { DocumentEnding, DocumentReport } from '../documents/document-report';
import { readDocumentWith, type ReadDocument, type ReadingSession } from '../documents/read-document';
import type { ArchiveType } from './archive-type';
import { probeArchive, type ArchiveFindings } from './probe-archive';
import { readMembers } from './read-members';

type Head = Omit<DocumentHead, 'envelope'>;

/** An archive in the tree, open. */
export interface ArchiveFile {
  readonly type: ArchiveType;
  readonly head: Head;
  readonly size: number;
  openRaw(): ByteSource;
  /** Ends a document if the file is still what it was, else takes the document back and returns false. */
  settle(head: Head, read: ReadDocument): Promise<boolean>;
  /** A member that is not reported because the archive changed after it was reported itself. */
  holdBack(text: string): void;
}

/** Reports an archive as a document of raw bytes and then its members; false when it changed before its own end. */
export async function readArchive(session: ReadingSession, file: ArchiveFile): Promise<boolean> {
  const found: { findings: ArchiveFindings | null } = { findings: null };
  const input = { head: file.head, expectedBytes: file.size, open: () => file.openRaw() };
  const read = await readDocumentWith(session, input, async (report, window) => {
    found.findings = await probe(session, file.type, { report, window });
    return endArchive(report, found.findings);
  });
  if (!(await file.settle(file.head, read))) return false;
  if (found.findings && found.findings.fault === null && file.size > 0) {
    await readMembers(session, file, found.findings);
  }
  return true;
}

async function probe(
  { limits, signal }: ReadingSession,
  type: ArchiveType,
  { report, window }: { readonly report: DocumentReport; readonly window: ByteWindow },
): Promise<ArchiveFindings> {
  await report.begin(null);
  const next = async (): Promise<Buffer | null> => {
    signal.throwIfAborted();
    if (window.isFinal) return null;
    await window.fill(window.end);
    return window.buf.subarray(0, window.end);
  };
  const findings = await probeArchive(type, next, limits);
  // A bomb is not inflated to its end, but its raw bytes are kept like any other's.
  while ((await next()) !== null);
  return findings;
}

function endArchive(report: DocumentReport, { fault }: ArchiveFindings): DocumentEnding {
  if (report.size === 0) return { status: 'empty', root: null };
  report.addRawRecord({ start: 0, length: report.size, sha256: report.hashSoFar() }, fault);
  return { status: fault ? 'quarantined' : 'opaque', root: null };
}
