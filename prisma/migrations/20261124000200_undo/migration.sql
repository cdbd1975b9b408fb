-- Why:      `undo <run>` takes back exactly one run. It needs to know which run made a document stop being current, what
--           the ledger said before a run replaced an entry, and which audit rows were taken back with their run.
-- Lock:     ACCESS EXCLUSIVE on migration_runs and coordination_documents for an instant: the new columns have constant
--           defaults. The backfill reads coordination_documents once.
-- Way back: drop the columns and the tables of this file, put verify_audit_chain of 20261101000300 and the old check back.

-- ---------------------------------------------------------------------------------------------------------
-- Runs
-- ---------------------------------------------------------------------------------------------------------

ALTER TABLE migration_runs DROP CONSTRAINT migration_runs_state_check;
ALTER TABLE migration_runs ADD CONSTRAINT migration_runs_state_check
  CHECK (state IN ('loading', 'gated', 'published', 'failed', 'interrupted', 'undoing', 'undone'));

-- Runs of before this migration did not keep what undo needs.
ALTER TABLE migration_runs ADD COLUMN is_undoable boolean NOT NULL DEFAULT false;
ALTER TABLE migration_runs ALTER COLUMN is_undoable SET DEFAULT true;

-- ---------------------------------------------------------------------------------------------------------
-- Documents
-- ---------------------------------------------------------------------------------------------------------

ALTER TABLE coordination_documents ADD COLUMN retired_run_id text REFERENCES migration_runs (run_id);

UPDATE coordination_documents d SET retired_run_id = s.run_id
FROM coordination_documents s
WHERE s.document_id = d.superseded_by AND NOT d.is_current;

CREATE INDEX idx_coordination_documents_retired ON coordination_documents (retired_run_id)
  WHERE retired_run_id IS NOT NULL;
COMMENT ON INDEX idx_coordination_documents_retired IS
  'Documents that a run superseded or no longer found: undo, export of an earlier run.';

-- ---------------------------------------------------------------------------------------------------------
-- The ledger
--   One row per entry that a run replaced; a first load replaces none. No foreign key to the documents: it outlives
--   nothing, undo and the document's own deletion clear it.
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE ledger_before_images (
  run_id        text NOT NULL REFERENCES migration_runs (run_id),
  document_id   bigint NOT NULL,
  ordinal       integer NOT NULL,
  disposition   text NOT NULL,
  reason        text,
  entry_run_id  text NOT NULL,
  rows          jsonb NOT NULL,
  PRIMARY KEY (run_id, document_id, ordinal)
);

-- ---------------------------------------------------------------------------------------------------------
-- The audit chain
-- ---------------------------------------------------------------------------------------------------------

-- A table of its own: the sealer makes links as rows of audit_chain.
CREATE TABLE audit_withdrawals (
  chain_no  bigint PRIMARY KEY,
  run_id    text NOT NULL REFERENCES migration_runs (run_id),
  link_hash bytea NOT NULL
);

CREATE INDEX idx_audit_withdrawals_run ON audit_withdrawals (run_id);
COMMENT ON INDEX idx_audit_withdrawals_run IS
  'The audit rows that were taken back with a run.';

-- As before, and: a row that undo took back may be missing, and only then. Its link cannot be computed any more, so the
-- one that undo computed before the deletion is checked against the hashes on both sides.
CREATE OR REPLACE FUNCTION verify_audit_chain(from_no bigint DEFAULT 1, to_no bigint DEFAULT NULL)
RETURNS TABLE (chain_no bigint, audit_id bigint, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH head AS (SELECT h.chain_no, h.chain_hash FROM audit_chain_head h),
  genesis AS (SELECT sha256('cortex audit chain'::bytea) AS chain_hash),
  linked AS (
    SELECT c, a AS log, w.run_id AS withdrawn_with, w.link_hash,
           lag(c.chain_no, 1, greatest(from_no, 1) - 1) OVER o AS no_before,
           lag(c.chain_hash, 1, coalesce(
             (SELECT b.chain_hash FROM audit_chain b WHERE b.chain_no = from_no - 1),
             (SELECT g.chain_hash FROM genesis g WHERE from_no <= 1))) OVER o AS hash_before
    FROM audit_chain c LEFT JOIN audit_logs a ON a.id = c.audit_id
    LEFT JOIN audit_withdrawals w ON w.chain_no = c.chain_no
    WHERE c.chain_no >= from_no AND (to_no IS NULL OR c.chain_no <= to_no)
    WINDOW o AS (ORDER BY c.chain_no)
  ),
  judged AS (
    SELECT (c).chain_no, (c).audit_id, CASE
      WHEN (c).chain_no <> no_before + 1 THEN 'chain numbers are missing before this one'
      WHEN withdrawn_with IS NOT NULL AND (log).id IS NOT NULL THEN 'an audit row that was taken back is there again'
      WHEN withdrawn_with IS NOT NULL AND NOT EXISTS (
        SELECT FROM migration_runs r WHERE r.run_id = withdrawn_with AND r.state IN ('undoing', 'undone'))
        THEN 'the audit row was taken back without an undo'
      WHEN withdrawn_with IS NOT NULL THEN
        CASE WHEN (c).chain_hash IS DISTINCT FROM sha256(hash_before || link_hash)
          THEN 'the link of an audit row that was taken back was altered' END
      WHEN (log).id IS NULL THEN 'the audit row is missing'
      WHEN ((c).emptied_at IS NULL) <> ((log).emptied_at IS NULL) THEN 'the audit row was emptied outside retention'
      WHEN (c).emptied_at IS NOT NULL AND coalesce((log).severity, '') NOT IN ('debug', 'info')
        THEN 'an audit row that is kept for ever was emptied'
      WHEN (c).emptied_at IS NOT NULL AND (log).event_details IS NOT NULL THEN 'an emptied audit row was refilled'
      WHEN (c).emptied_at IS NULL AND (c).body_hash IS DISTINCT FROM audit_body_hash(log, (c).salt)
        THEN 'the audit row was altered'
      WHEN (log).agent_id <> (c).agent_id OR (log).task_id <> (c).task_id OR (log).asset_id <> (c).asset_id
        OR ((log).agent_id IS NOT NULL AND (c).agent_id IS NULL)
        OR ((log).task_id IS NOT NULL AND (c).task_id IS NULL)
        OR ((log).asset_id IS NOT NULL AND (c).asset_id IS NULL)
        THEN 'the audit row was given to another agent, task or asset'
      WHEN (c).chain_hash IS DISTINCT FROM sha256(hash_before || audit_link(log, c))
        THEN 'the audit row or its link was altered'
    END AS problem
    FROM linked
  ),
  ending AS (
    SELECT h.chain_no, NULL::bigint AS audit_id, 'the end of the chain is missing or was replaced' AS problem
    FROM head h
    WHERE to_no IS NULL AND h.chain_hash IS DISTINCT FROM coalesce(
      (SELECT c.chain_hash FROM audit_chain c WHERE c.chain_no = h.chain_no),
      (SELECT g.chain_hash FROM genesis g WHERE h.chain_no = 0))
    UNION ALL
    SELECT max(c.chain_no), NULL, 'the chain goes on behind its head'
    FROM audit_chain c HAVING to_no IS NULL AND max(c.chain_no) > (SELECT h.chain_no FROM head h)
  )
  SELECT found.chain_no, found.audit_id, found.problem
  FROM (SELECT * FROM judged WHERE judged.problem IS NOT NULL UNION ALL SELECT * FROM ending) AS found
  ORDER BY found.chain_no
  LIMIT 1
$$;

-- ---------------------------------------------------------------------------------------------------------
-- Comments
-- ---------------------------------------------------------------------------------------------------------

COMMENT ON COLUMN migration_runs.state IS 'loading, gated, published, failed, interrupted, undoing or undone. Consumers look at published.';
COMMENT ON COLUMN migration_runs.is_undoable IS 'Whether it kept what undo needs; runs of before that was kept did not.';
COMMENT ON COLUMN coordination_documents.retired_run_id IS 'The run that superseded it, or no longer found it.';
COMMENT ON TABLE ledger_before_images IS 'What the ledger said of a record before a run replaced the entry, for undo.';
COMMENT ON COLUMN ledger_before_images.run_id IS 'The run.';
COMMENT ON COLUMN ledger_before_images.document_id IS 'The document.';
COMMENT ON COLUMN ledger_before_images.ordinal IS 'The record in it.';
COMMENT ON COLUMN ledger_before_images.disposition IS 'What had become of the record.';
COMMENT ON COLUMN ledger_before_images.reason IS 'Why, where that is not plain.';
COMMENT ON COLUMN ledger_before_images.entry_run_id IS 'The run that had decided so.';
COMMENT ON COLUMN ledger_before_images.rows IS 'Its links to rows: table_name, row_key and role of each.';
COMMENT ON TABLE audit_withdrawals IS 'Audit rows that undo took back with their run: the row is gone, its link in audit_chain stays.';
COMMENT ON COLUMN audit_withdrawals.chain_no IS 'Place in the chain.';
COMMENT ON COLUMN audit_withdrawals.run_id IS 'The run that was taken back.';
COMMENT ON COLUMN audit_withdrawals.link_hash IS 'Hash of the link, computed when the row was taken back: without the row nobody can compute it again.';
