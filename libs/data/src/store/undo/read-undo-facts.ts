import { MAX_NAMED_ROWS, type UndoFacts, type UndoneRows, type UndoneRun } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryOne, queryRows } from '../../pool/query-rows';
import type { TableCatalog } from '../table-catalog';
import { findChangedRows } from './find-changed-rows';
import { findReferringRows } from './find-referring-rows';

// Index: pk.
const SELECT_RUN = `SELECT run_id, state, is_undoable FROM migration_runs WHERE run_id = $1`;

// Later by fencing number, whatever the clocks say. A run that came to nothing is in nobody's way; a published one is,
// even when it wrote nothing: it says that the tree is there. The newest first: that is the order to undo them in.
const SELECT_LATER_RUNS = `
  SELECT n.run_id, n.state
  FROM migration_runs r JOIN migration_runs n ON n.fencing > r.fencing
  WHERE r.run_id = $1 AND n.state <> 'undone'
    AND (n.state IN ('published', 'undoing') OR EXISTS (SELECT FROM migration_chunks c WHERE c.run_id = n.run_id))
  ORDER BY n.fencing DESC
  LIMIT ${MAX_NAMED_ROWS}`;

// Index: idx_imported_rows_run; pk of row_before_images.
const COUNT_ROWS = `
  SELECT table_name, count(*) FILTER (WHERE operation = 'insert') AS deleted,
         count(*) FILTER (WHERE operation = 'update') AS restored
  FROM (
    SELECT table_name, operation FROM imported_rows WHERE run_id = $1 AND operation = 'insert'
    UNION ALL
    SELECT table_name, operation FROM row_before_images WHERE run_id = $1 AND operation = 'update'
  ) AS of_run
  GROUP BY table_name`;

// Rows of single records: those that the run's entries name and that no entry of before named. Reads the ledger.
const COUNT_APPENDED = `
  SELECT l.table_name, count(*) AS deleted
  FROM source_records s
  JOIN source_record_rows l ON l.document_id = s.document_id AND l.ordinal = s.ordinal
  WHERE s.run_id = $1 AND l.table_name IN ('audit_logs', 'token_budget_history')
    AND NOT EXISTS (
      SELECT FROM coordination_documents p
      JOIN source_record_rows c ON c.document_id = p.document_id
      WHERE p.superseded_by = l.document_id AND c.table_name = l.table_name AND c.row_key = l.row_key)
    AND NOT EXISTS (
      SELECT FROM ledger_before_images b CROSS JOIN LATERAL jsonb_array_elements(b.rows) AS was
      WHERE b.run_id = $1 AND b.document_id = l.document_id AND b.ordinal = l.ordinal
        AND was ->> 'table_name' = l.table_name AND was ->> 'row_key' = l.row_key)
  GROUP BY l.table_name`;

const COUNT_REST = `
  SELECT (SELECT count(*) FROM coordination_documents WHERE run_id = $1) AS documents,
         (SELECT coalesce(sum(size), 0) FROM coordination_documents WHERE run_id = $1 AND member IS NULL) AS bytes,
         (SELECT count(*) FROM coordination_documents WHERE retired_run_id = $1) AS documents_restored,
         (SELECT count(*) FROM source_records WHERE run_id = $1) AS records,
         (SELECT count(*) FROM ledger_before_images WHERE run_id = $1) AS records_restored,
         (SELECT count(*) FROM quarantine WHERE run_id = $1) AS quarantine,
         (SELECT count(*) FROM quarantine WHERE replayed_run_id = $1 AND run_id <> $1) AS reopened`;

const runRow = z.object({ run_id: z.string(), state: z.string(), is_undoable: z.boolean() });
const laterRow = z.object({ run_id: z.string(), state: z.string() });
const rowsRow = z.object({ table_name: z.string(), deleted: countColumn, restored: countColumn });
const appendedRow = z.object({ table_name: z.string(), deleted: countColumn });
const restRow = z.object({
  documents: countColumn,
  bytes: countColumn,
  documents_restored: countColumn,
  records: countColumn,
  records_restored: countColumn,
  quarantine: countColumn,
  reopened: countColumn,
});

/** Everything that decides whether a run can be taken back, and what that would do. */
export async function readUndoFacts(
  client: ClientBase,
  catalog: TableCatalog,
  runId: string,
): Promise<UndoFacts | null> {
  const values = [runId];
  const [run] = await queryRows(client, runRow, { text: SELECT_RUN, values });
  if (run === undefined) return null;
  const later = await queryRows(client, laterRow, { text: SELECT_LATER_RUNS, values });
  const rest = await queryOne(client, restRow, { text: COUNT_REST, values });
  return {
    run: { runId: run.run_id, state: run.state, isUndoable: run.is_undoable },
    laterRuns: later.map(({ run_id, state }): UndoneRun => ({ runId: run_id, state })),
    changedRows: await findChangedRows(client, catalog, runId),
    referringRows: await findReferringRows(client, { runId, catalog }),
    tables: await countRows(client, runId),
    documents: { deleted: rest.documents, bytes: rest.bytes, restored: rest.documents_restored },
    records: { deleted: rest.records - rest.records_restored, restored: rest.records_restored },
    quarantine: { deleted: rest.quarantine, reopened: rest.reopened },
  };
}

async function countRows(client: ClientBase, runId: string): Promise<Readonly<Record<string, UndoneRows>>> {
  const values = [runId];
  const shared = await queryRows(client, rowsRow, { text: COUNT_ROWS, values });
  const appended = await queryRows(client, appendedRow, { text: COUNT_APPENDED, values });
  const tables: Record<string, UndoneRows> = {};
  for (const { table_name, deleted, restored } of shared) tables[table_name] = { deleted, restored };
  for (const { table_name, deleted } of appended) tables[table_name] = { deleted, restored: 0 };
  return tables;
}
