import type { NewDocument } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { copyInto } from '../copy/copy-into';
import { copyPieces } from '../copy/copy-pieces';
import { encodeCopyLine, hexBytes } from '../copy/encode-copy-line';
import { loadExceptRefused } from './load-except-refused';
import { printableText } from './printable-text';
import { takeIds } from './take-ids';

const COPY_DOCUMENTS = `
  COPY coordination_documents (document_id, path, path_text, member, member_text, kind, mode, mtime, size, sha256,
                               doc, parse_status, repairs, record_count, envelope_bytes, separator_bytes, run_id,
                               file_stamp)
  FROM STDIN`;

// Before the new ones are there: a path has one current document (uq_coordination_documents_current). Index: pk.
const RETIRE = `
  UPDATE coordination_documents SET is_current = false, retired_run_id = $2
  WHERE document_id = ANY ($1::bigint[]) AND is_current`;

// What was wrong with a document that is no longer there concerns nobody; its successor speaks for itself.
const CLOSE_QUARANTINE = `
  UPDATE quarantine SET replayed_at = now(), replayed_run_id = $2
  WHERE document_id = ANY ($1::bigint[]) AND replayed_at IS NULL`;

// Index: pk.
const NAME_SUCCESSORS = `
  UPDATE coordination_documents d SET superseded_by = s.new_id
  FROM unnest($1::bigint[], $2::bigint[]) AS s (old_id, new_id)
  WHERE d.document_id = s.old_id`;

/** Gives each document its id; those they supersede stop being current and name their successor. */
export async function writeDocuments(
  client: ClientBase,
  runId: string,
  documents: readonly NewDocument[],
): Promise<readonly string[]> {
  const ids = await takeIds(
    client,
    { table: 'coordination_documents', name: 'document_id' },
    documents.length,
  );
  const successions = documents.flatMap(({ supersedes }, index) =>
    supersedes === null ? [] : [[supersedes, ids[index] ?? ''] as const],
  );
  await retireDocuments(
    client,
    runId,
    successions.map(([old]) => old),
  );
  await copyDocuments(
    client,
    documents.map((document, index) => encodeDocument(document, ids[index], runId)),
  );
  if (successions.length > 0) {
    await client.query(NAME_SUCCESSORS, [successions.map(([old]) => old), successions.map(([, id]) => id)]);
  }
  return ids;
}

/** They stop being current; their rows and their ledger stay. */
export async function retireDocuments(
  client: ClientBase,
  runId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await client.query(RETIRE, [documentIds, runId]);
  await client.query(CLOSE_QUARANTINE, [documentIds, runId]);
}

interface EncodedDocument {
  readonly line: string;
  /** `doc` is a convenience beside the bytes: when jsonb cannot hold it (NUL, depth), the document goes without. */
  readonly lineWithoutDoc: string;
}

async function copyDocuments(client: ClientBase, documents: readonly EncodedDocument[]): Promise<void> {
  const refused = await loadExceptRefused(client, documents.length, async (from, to) => {
    await copyInto(
      client,
      COPY_DOCUMENTS,
      copyPieces(from, to, (index) => documents[index]?.line ?? ''),
    );
  });
  if (refused.length === 0) return;
  const again = refused.map(({ index }) => documents[index]?.lineWithoutDoc ?? '');
  await copyInto(
    client,
    COPY_DOCUMENTS,
    copyPieces(0, again.length, (index) => again[index] ?? ''),
  );
}

function encodeDocument(document: NewDocument, id: string | undefined, runId: string): EncodedDocument {
  const { head, tail } = document;
  const before = [
    id,
    hexBytes(head.path.toString('hex')),
    printableText(head.pathText),
    head.member === null ? null : hexBytes(head.member.toString('hex')),
    head.memberText === null ? null : printableText(head.memberText),
    head.kind,
    head.mode,
    head.mtime,
    tail.size,
    hexBytes(tail.sha256.toString('hex')),
  ];
  const after = [
    tail.parseStatus,
    JSON.stringify(tail.repairs),
    tail.recordCount,
    tail.envelopeBytes,
    tail.separatorBytes,
    runId,
    head.stamp ?? null,
  ];
  return {
    line: encodeCopyLine([...before, document.doc, ...after]),
    lineWithoutDoc: encodeCopyLine([...before, null, ...after]),
  };
}
