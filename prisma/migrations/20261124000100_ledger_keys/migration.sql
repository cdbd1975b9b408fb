-- Why:      a ledger entry is written once per record, by the one session that holds the lock of the migrator. Its
--           foreign keys and the index by run cost more per row than everything else about it (70 of 80 µs); the gate
--           counts orphans over the whole ledger instead, before anything is published. deferred_definitions remembers
--           the indexes and foreign keys that the load of an empty database takes off until its rows are in.
-- Lock:     ACCESS EXCLUSIVE on source_records, source_record_rows, coordination_documents and migration_runs, for
--           the moment that changing the catalogue takes.
-- Way back: ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY as in 20261101000100, CREATE INDEX idx_source_records_run as
--           in 20261101000500, DROP TABLE deferred_definitions once it is empty.

ALTER TABLE source_records
  DROP CONSTRAINT source_records_document_id_fkey,
  DROP CONSTRAINT source_records_run_id_fkey;
ALTER TABLE source_record_rows
  DROP CONSTRAINT source_record_rows_document_id_ordinal_fkey;
DROP INDEX idx_source_records_run;

COMMENT ON COLUMN source_records.document_id IS
  'The document it stands in; no foreign key, the gate counts entries without one.';
COMMENT ON COLUMN source_records.run_id IS
  'The run that decided so; no foreign key, the gate counts entries without one.';
COMMENT ON COLUMN source_record_rows.document_id IS
  'The document; no foreign key, the gate counts links without their entry.';

CREATE TABLE deferred_definitions (
  kind text NOT NULL,
  table_name text NOT NULL,
  name text NOT NULL,
  definition text NOT NULL,
  comment text,
  run_id text NOT NULL,
  deferred_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_name, kind, name),
  CONSTRAINT deferred_definitions_kind_check CHECK (kind IN ('index', 'foreign key'))
);
COMMENT ON TABLE deferred_definitions IS
  'Indexes and foreign keys that the load of an empty database took off and puts back before it publishes; empty otherwise.';
COMMENT ON COLUMN deferred_definitions.kind IS 'index or foreign key.';
COMMENT ON COLUMN deferred_definitions.table_name IS 'Table that it belongs to.';
COMMENT ON COLUMN deferred_definitions.name IS 'Its name.';
COMMENT ON COLUMN deferred_definitions.definition IS 'The statement that makes it again.';
COMMENT ON COLUMN deferred_definitions.comment IS 'The comment on it.';
COMMENT ON COLUMN deferred_definitions.run_id IS 'The run that took it off.';
COMMENT ON COLUMN deferred_definitions.deferred_at IS 'When it was taken off.';
