import type { NewQuarantine } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { printableText } from './printable-text';

// A record is in quarantine once: uq_quarantine_open carries the conflict clause.
const INSERT_QUARANTINE = `
  INSERT INTO quarantine (document_id, ordinal, path, path_text, member, byte_offset, byte_length, reason_code, detail,
                          raw, run_id)
  SELECT q.*, $11
  FROM unnest($1::bigint[], $2::integer[], $3::bytea[], $4::text[], $5::bytea[], $6::bigint[], $7::bigint[],
              $8::text[], $9::text[], $10::bytea[]) AS q
  ON CONFLICT (document_id, ordinal) WHERE replayed_at IS NULL DO NOTHING`;

/** Raw bytes per statement: they travel as hex, and a statement's parameters end at 1 GB. */
const BATCH_BYTES = 8 * 1024 * 1024;

export async function writeQuarantine(
  client: ClientBase,
  runId: string,
  items: readonly NewQuarantine[],
): Promise<void> {
  for (const batch of batches(items)) await insertBatch(client, runId, batch);
}

async function insertBatch(
  client: ClientBase,
  runId: string,
  items: readonly NewQuarantine[],
): Promise<void> {
  await client.query(INSERT_QUARANTINE, [
    items.map(({ documentId }) => documentId),
    items.map(({ ordinal }) => ordinal),
    items.map(({ path }) => path),
    items.map(({ pathText }) => printableText(pathText)),
    items.map(({ member }) => member),
    items.map(({ byteOffset }) => byteOffset),
    items.map(({ byteLength }) => byteLength),
    items.map(({ reason }) => reason),
    items.map(({ detail }) => printableText(detail)),
    items.map(({ raw }) => raw),
    runId,
  ]);
}

function* batches(items: readonly NewQuarantine[]): Generator<readonly NewQuarantine[]> {
  let batch: NewQuarantine[] = [];
  let bytes = 0;
  for (const item of items) {
    batch.push(item);
    bytes += item.raw?.byteLength ?? 0;
    if (bytes < BATCH_BYTES && batch.length < 5_000) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
