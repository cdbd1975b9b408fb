import { createHash } from 'node:crypto';

import type { ChunkWriter, NewDocument, StoredDocument } from '@cortex/domain';
import { documentKey } from '@cortex/domain';

import type { ScannedDocument } from '../scan/scanned-tree';
import type { LoadContext } from './load-context';

/** Where a document of the tree is in the database. */
export interface DocumentTarget {
  readonly documentId: string;
  /** Its ledger may exist, from an earlier run or an earlier attempt of this one. */
  readonly isStored: boolean;
  /** The document of that name which it replaces. */
  readonly previousId: string | null;
}

export interface LoadedDocuments {
  /** By position in the tree. */
  readonly targets: readonly DocumentTarget[];
  /** Documents that are in the database and no longer in the tree. */
  readonly vanished: readonly string[];
}

/** Less when chunks of fewer records are asked for. */
const BATCH_DOCUMENTS = 500;
const BATCH_BYTES = 16 * 1024 * 1024;
/** A bytea of more cannot be copied out comfortably (database.md). */
const PIECE_BYTES = 8 * 1024 * 1024;

/** Second pass, first step: the raw documents. A document whose bytes are known is not written again. */
export async function loadDocuments(context: LoadContext): Promise<LoadedDocuments> {
  const stored = new Map((await context.store?.currentDocuments()) ?? []);
  const targets: DocumentTarget[] = [];
  const missing: Missing[] = [];
  context.tree.documents.forEach((document, position) => {
    const key = documentKey(document.head.path, document.head.member);
    const known = stored.get(key);
    stored.delete(key);
    if (known !== undefined && isSameDocument(document, known)) {
      // A run that is taken up again still has to find the rows of the lines that a log had before it grew.
      targets[position] = { documentId: known.documentId, isStored: true, previousId: known.supersedes };
    } else {
      missing.push({ position, document, supersedes: known?.documentId ?? null });
    }
  });
  await writeDocuments(context, missing, targets);
  const vanished = [...stored.values()].map(({ documentId }) => documentId);
  await retire(context, vanished);
  return { targets, vanished: [...stored.keys()].map(printableKey) };
}

interface Missing {
  readonly position: number;
  readonly document: ScannedDocument;
  readonly supersedes: string | null;
}

function isSameDocument({ head, tail }: ScannedDocument, stored: StoredDocument): boolean {
  return (
    tail.sha256.toString('hex') === stored.sha256 &&
    head.kind === stored.kind &&
    head.mode === stored.mode &&
    tail.recordCount === stored.recordCount
  );
}

async function writeDocuments(
  context: LoadContext,
  missing: readonly Missing[],
  targets: DocumentTarget[],
): Promise<void> {
  for (const batch of batchBySize(missing, Math.min(BATCH_DOCUMENTS, context.chunkRows))) {
    const bytes = batch.reduce(
      (sum, { document }) => sum + (document.bytesAt === null ? 0 : document.tail.size),
      0,
    );
    const header = { phase: 'documents' as const, contentHash: hashOf(batch), records: 0, bytes };
    await context.sink.commit(header, async (writer) => {
      const ids = await writer.insertDocuments(batch.map((item) => newDocument(context, item)));
      for (const [index, item] of batch.entries()) {
        const documentId = ids[index] ?? '';
        targets[item.position] = { documentId, isStored: false, previousId: item.supersedes };
        await writeBytes(context, writer, { documentId, document: item.document });
      }
      return { coordination_documents: { inserted: batch.length, updated: 0 } };
    });
    context.onProgress({ documents: batch.length, bytes });
  }
}

function newDocument({ tree }: LoadContext, { document, supersedes }: Missing): NewDocument {
  const { head, tail, doc } = document;
  return {
    head,
    tail,
    supersedes,
    doc: doc === null ? null : tree.factSpool.read(doc.offset, doc.length).toString(),
  };
}

async function writeBytes(
  { tree }: LoadContext,
  writer: ChunkWriter,
  { documentId, document }: { readonly documentId: string; readonly document: ScannedDocument },
): Promise<void> {
  const { bytesAt, tail } = document;
  if (bytesAt === null) return;
  for (let done = 0, piece = 0; done < tail.size; done += PIECE_BYTES, piece += 1) {
    const length = Math.min(PIECE_BYTES, tail.size - done);
    await writer.insertDocumentBytes(documentId, piece, tree.byteSpool.read(bytesAt + done, length));
  }
}

async function retire(context: LoadContext, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  const contentHash = createHash('sha256').update(documentIds.join('\n')).digest('hex');
  await context.sink.commit({ phase: 'documents', contentHash, records: 0, bytes: 0 }, async (writer) => {
    await writer.retireDocuments(documentIds);
    return { coordination_documents: { inserted: 0, updated: documentIds.length } };
  });
}

function* batchBySize(missing: readonly Missing[], maxDocuments: number): Iterable<readonly Missing[]> {
  let batch: Missing[] = [];
  let bytes = 0;
  for (const item of missing) {
    if (batch.length >= maxDocuments || (batch.length > 0 && bytes + item.document.tail.size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += item.document.tail.size;
  }
  if (batch.length > 0) yield batch;
}

function hashOf(batch: readonly Missing[]): string {
  const hash = createHash('sha256');
  for (const { document } of batch) hash.update(document.head.pathText).update(document.tail.sha256);
  return hash.digest('hex');
}

function printableKey(key: string): string {
  return key
    .split('!')
    .map((part) => JSON.stringify(Buffer.from(part, 'hex').toString()).slice(1, -1))
    .join('!');
}
