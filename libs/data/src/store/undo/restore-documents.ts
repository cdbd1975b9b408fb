import type { ClientBase } from 'pg';

// Before the others are current again: a path has one current document (uq_coordination_documents_current). Index:
// idx_coordination_documents_run.
const RETIRE_OWN = `UPDATE coordination_documents SET is_current = false WHERE run_id = $1 AND is_current`;

// superseded_by stays until the successor is deleted: it tells which rows of a grown log are not the run's. Index:
// idx_coordination_documents_retired.
const REVIVE_OTHERS = `
  UPDATE coordination_documents SET is_current = true, retired_run_id = NULL
  WHERE retired_run_id = $1 AND run_id IS DISTINCT FROM $1`;

// Index: idx_quarantine_run.
const DELETE_QUARANTINE = `DELETE FROM quarantine WHERE run_id = $1`;

// Index: idx_quarantine_replayed_run.
const REOPEN_QUARANTINE = `
  UPDATE quarantine SET replayed_at = NULL, replayed_run_id = NULL WHERE replayed_run_id = $1`;

/** The tree of before is current again, and what was in quarantine is there again. */
export async function restoreDocuments(client: ClientBase, runId: string): Promise<void> {
  for (const statement of [RETIRE_OWN, REVIVE_OTHERS, DELETE_QUARANTINE, REOPEN_QUARANTINE]) {
    await client.query(statement, [runId]);
  }
}
