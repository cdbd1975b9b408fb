import { type Disposition, type RunCounts } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryOne, queryRows } from '../pool/query-rows';
import { countDanglingRows } from './count-dangling-rows';
import { countTables } from './count-tables';
import type { TableCatalog } from './table-catalog';

// Every statement here reads whole tables once, by hash or merge joins: the gate trusts no counter that was kept on
// the way.

const COUNT_DOCUMENTS = `
  SELECT count(*) AS documents, coalesce(sum(size), 0) AS bytes FROM coordination_documents WHERE is_current`;

const COUNT_DISPOSITIONS = `
  SELECT r.disposition, r.run_id = $1 AS is_of_run, count(*) AS count
  FROM source_records r
  JOIN coordination_documents d ON d.document_id = r.document_id AND d.is_current
  GROUP BY 1, 2`;

// Every byte of a document is in one top-level record, in the envelope or between them; and a record that lies in
// another one lies in it whole. The parent is found by the pk.
const COUNT_UNBALANCED = `
  WITH spans AS (
    SELECT document_id, sum(byte_length) AS bytes FROM source_records WHERE parent_ordinal IS NULL GROUP BY document_id
  ), strays AS (
    SELECT DISTINCT c.document_id
    FROM source_records c
    LEFT JOIN source_records p ON p.document_id = c.document_id AND p.ordinal = c.parent_ordinal
    WHERE c.parent_ordinal IS NOT NULL
      AND (p.ordinal IS NULL OR c.byte_offset < p.byte_offset
           OR c.byte_offset + c.byte_length > p.byte_offset + p.byte_length)
  )
  SELECT count(*) AS count
  FROM coordination_documents d
  LEFT JOIN spans USING (document_id)
  LEFT JOIN strays USING (document_id)
  WHERE d.is_current
    AND (d.size <> coalesce(spans.bytes, 0) + d.envelope_bytes + d.separator_bytes OR strays.document_id IS NOT NULL)`;

// Members of archives have no bytes of their own: theirs are in the archive's. The length of a stored bytea is read
// off its head, nothing is unpacked.
const COUNT_WITHOUT_BYTES = `
  WITH stored AS (
    SELECT document_id, sum(octet_length(bytes)) AS bytes FROM document_chunks GROUP BY document_id
  )
  SELECT count(*) AS count
  FROM coordination_documents d
  LEFT JOIN stored USING (document_id)
  WHERE d.is_current AND d.member IS NULL AND d.size <> coalesce(stored.bytes, 0)`;

// Index: uq_quarantine_open.
const COUNT_QUARANTINE_MISMATCHES = `
  WITH entries AS (
    SELECT r.document_id, r.ordinal FROM source_records r
    JOIN coordination_documents d ON d.document_id = r.document_id AND d.is_current
    WHERE r.disposition = 'quarantined'
  ), items AS (
    SELECT q.document_id, q.ordinal FROM quarantine q
    JOIN coordination_documents d ON d.document_id = q.document_id AND d.is_current
    WHERE q.replayed_at IS NULL
  )
  SELECT count(*) AS count
  FROM entries FULL JOIN items USING (document_id, ordinal)
  WHERE entries.document_id IS NULL OR items.document_id IS NULL`;

const documentsRow = z.object({ documents: countColumn, bytes: countColumn });
const countRow = z.object({ count: countColumn });
const dispositionRow = z.object({ disposition: z.string(), is_of_run: z.boolean(), count: countColumn });

/** The gate's equations for one run, over the documents that are current, counted by the database. */
export async function countRun(client: ClientBase, catalog: TableCatalog, runId: string): Promise<RunCounts> {
  const count = async (text: string) => (await queryOne(client, countRow, { text })).count;
  const dispositions = await queryRows(client, dispositionRow, { text: COUNT_DISPOSITIONS, values: [runId] });
  return {
    ...(await queryOne(client, documentsRow, { text: COUNT_DOCUMENTS })),
    ofThisRun: toDispositionCounts(dispositions.filter(({ is_of_run }) => is_of_run)),
    ofEarlierRuns: toDispositionCounts(dispositions.filter(({ is_of_run }) => !is_of_run)),
    documentsThatDoNotAddUp: await count(COUNT_UNBALANCED),
    documentsWithoutTheirBytes: await count(COUNT_WITHOUT_BYTES),
    danglingRows: await countDanglingRows(client, catalog, runId),
    quarantineMismatches: await count(COUNT_QUARANTINE_MISMATCHES),
    tables: await countTables(client, catalog, runId),
  };
}

function toDispositionCounts(
  rows: readonly { readonly disposition: string; readonly count: number }[],
): Record<Disposition, number> {
  const counts = new Map(rows.map(({ disposition, count }) => [disposition, count]));
  const of = (disposition: Disposition) => counts.get(disposition) ?? 0;
  return {
    inserted: of('inserted'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    duplicate: of('duplicate'),
    quarantined: of('quarantined'),
    'archived-only': of('archived-only'),
  };
}
