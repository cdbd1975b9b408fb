import type { FoundQuarantine, StoredQuarantine } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../pool/query-rows';
import { isoTime } from './iso-time';

const COLUMNS = `
  q.quarantine_id, coalesce(q.run_id, '') AS run_id, coalesce(q.path_text, '') AS path_text, d.member_text,
  coalesce(q.ordinal, 0) AS ordinal, coalesce(q.byte_offset, 0) AS byte_offset,
  coalesce(q.byte_length, 0) AS byte_length, q.reason_code, coalesce(q.detail, '') AS detail,
  ${isoTime('q.created_at')} AS created_at, ${isoTime('q.replayed_at')} AS replayed_at`;

// Oldest first, which is the order of the tree. Index: pk.
const SELECT_ITEMS = `
  SELECT ${COLUMNS}
  FROM quarantine q LEFT JOIN coordination_documents d USING (document_id)
  WHERE ($1::text IS NULL OR q.run_id = $1) AND ($2::text IS NULL OR q.reason_code = $2)
  ORDER BY q.quarantine_id
  LIMIT $3`;

// Bytes that were too long to be kept twice are cut out of the document: of each of its pieces the part that the
// record covers. Members of archives have no pieces. Index: pk of both tables.
const SELECT_ITEM = `
  SELECT ${COLUMNS}, q.raw, c.cut, q.path, q.member, coalesce(d.is_current, false) AS is_current
  FROM quarantine q
  LEFT JOIN coordination_documents d USING (document_id)
  LEFT JOIN LATERAL (
    SELECT string_agg(substring(p.bytes FROM greatest(1, q.byte_offset - p.start + 1)::integer
                                FOR (least(p.stop, q.byte_offset + q.byte_length)
                                     - greatest(p.start, q.byte_offset))::integer), ''::bytea ORDER BY p.chunk_no) AS cut
    FROM (SELECT chunk_no, bytes, sum(octet_length(bytes)) OVER w - octet_length(bytes) AS start,
                 sum(octet_length(bytes)) OVER w AS stop
          FROM document_chunks WHERE document_id = q.document_id
          WINDOW w AS (ORDER BY chunk_no)) p
    WHERE q.raw IS NULL AND p.start < q.byte_offset + q.byte_length AND p.stop > q.byte_offset) c ON true
  WHERE q.quarantine_id = $1`;

const itemColumns = {
  quarantine_id: z.string(),
  run_id: z.string(),
  path_text: z.string(),
  member_text: z.string().nullable(),
  ordinal: z.number(),
  byte_offset: countColumn,
  byte_length: countColumn,
  reason_code: z.string(),
  detail: z.string(),
  created_at: z.string().nullable(),
  replayed_at: z.string().nullable(),
};
const itemRow = z.object(itemColumns);
const bytesColumn = z.instanceof(Buffer).nullable();
const itemWithBytesRow = z.object({
  ...itemColumns,
  raw: bytesColumn,
  cut: bytesColumn,
  path: bytesColumn,
  member: bytesColumn,
  is_current: z.boolean(),
});

export interface QuarantineFilter {
  readonly runId?: string;
  readonly reason?: string;
  readonly limit: number;
}

export async function listQuarantine(
  client: ClientBase,
  filter: QuarantineFilter,
): Promise<readonly StoredQuarantine[]> {
  const values = [filter.runId ?? null, filter.reason ?? null, filter.limit];
  const rows = await queryRows(client, itemRow, { text: SELECT_ITEMS, values });
  return rows.map(toStoredQuarantine);
}

/** With the record's bytes, where the database has them. */
export async function findQuarantine(client: ClientBase, id: string): Promise<FoundQuarantine | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const [row] = await queryRows(client, itemWithBytesRow, { text: SELECT_ITEM, values: [id] });
  if (row === undefined) return null;
  const { raw, cut, path, member, is_current } = row;
  return { ...toStoredQuarantine(row), raw: raw ?? cut, path, member, isCurrent: is_current };
}

function toStoredQuarantine(row: z.infer<typeof itemRow>): StoredQuarantine {
  return {
    id: row.quarantine_id,
    runId: row.run_id,
    pathText: row.path_text,
    memberText: row.member_text,
    ordinal: row.ordinal,
    byteOffset: row.byte_offset,
    byteLength: row.byte_length,
    reason: row.reason_code,
    detail: row.detail,
    createdAt: row.created_at ?? '',
    replayedAt: row.replayed_at,
  };
}
