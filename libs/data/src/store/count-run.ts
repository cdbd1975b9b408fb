import { type Disposition, type RunCounts } from '@cortex/domain';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { countColumn, queryOne, queryRows } from '../pool/query-rows';
import { Turns } from '../pool/turns';
import { countDanglingRows } from './count-dangling-rows';
import { countTables } from './count-tables';
import type { StoreContext } from './store-context';

// Every statement here reads whole tables once, by hash or merge joins: the gate trusts no counter that was kept on
// the way.

const COUNT_DOCUMENTS = `
  SELECT count(*) AS documents, coalesce(sum(size), 0) AS bytes FROM coordination_documents WHERE is_current`;

// Documents and runs are few beside the entries: they are joined to the groups, not to the entries.
const COUNT_ENTRIES = `
  WITH groups AS (
    SELECT document_id, run_id, disposition, count(*) AS entries FROM source_records GROUP BY 1, 2, 3
  )
  SELECT g.disposition, g.run_id = $1 AS is_of_run, coalesce(d.is_current, false) AS is_current,
         d.document_id IS NULL OR r.run_id IS NULL AS is_orphan, sum(g.entries) AS count
  FROM groups g
  LEFT JOIN coordination_documents d ON d.document_id = g.document_id
  LEFT JOIN migration_runs r ON r.run_id = g.run_id
  GROUP BY 1, 2, 3, 4`;

// Index: both pks, in the same order.
const COUNT_ORPHANED_LINKS = `
  SELECT count(*) AS count
  FROM source_record_rows l
  WHERE NOT EXISTS (SELECT FROM source_records r WHERE r.document_id = l.document_id AND r.ordinal = l.ordinal)`;

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
const entriesRow = z.object({
  disposition: z.string(),
  is_of_run: z.boolean(),
  is_current: z.boolean(),
  is_orphan: z.boolean(),
  count: countColumn,
});
type EntriesRow = z.infer<typeof entriesRow>;

/**
 * The gate's equations for one run, over the documents that are current, counted by the database. On several sessions
 * at once: the lock of the run keeps the ledger still meanwhile.
 */
export async function countRun(context: StoreContext, runId: string): Promise<RunCounts> {
  const turns = new Turns(context.parallelism);
  const ask = <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> =>
    turns.run(() => context.withSession(work));
  const count = (text: string) => ask(async (client) => (await queryOne(client, countRow, { text })).count);
  const catalog = await ask((client) => context.catalog(client));
  // The long ones first.
  const [danglingRows, entries, orphanedLinks, unbalanced, tables, withoutBytes, quarantine, documents] =
    await Promise.all([
      countDanglingRows(ask, catalog, runId),
      ask((client) => queryRows(client, entriesRow, { text: COUNT_ENTRIES, values: [runId] })),
      count(COUNT_ORPHANED_LINKS),
      count(COUNT_UNBALANCED),
      countTables(ask, catalog, runId),
      count(COUNT_WITHOUT_BYTES),
      count(COUNT_QUARANTINE_MISMATCHES),
      ask((client) => queryOne(client, documentsRow, { text: COUNT_DOCUMENTS })),
    ]);
  return {
    ...documents,
    ofThisRun: toDispositionCounts(entries.filter(({ is_of_run }) => is_of_run)),
    ofEarlierRuns: toDispositionCounts(entries.filter(({ is_of_run }) => !is_of_run)),
    documentsThatDoNotAddUp: unbalanced,
    documentsWithoutTheirBytes: withoutBytes,
    orphanedEntries: orphanedLinks + sumOf(entries.filter(({ is_orphan }) => is_orphan)),
    danglingRows,
    quarantineMismatches: quarantine,
    tables,
  };
}

function sumOf(rows: readonly EntriesRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function toDispositionCounts(rows: readonly EntriesRow[]): Record<Disposition, number> {
  const of = (disposition: Disposition) =>
    sumOf(rows.filter((row) => row.is_current && row.disposition === disposition));
  return {
    inserted: of('inserted'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    duplicate: of('duplicate'),
    quarantined: of('quarantined'),
    'archived-only': of('archived-only'),
  };
}
