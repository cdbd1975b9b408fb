-- Why:      how far a run is must be seen from elsewhere while it works, its scan included, which has no chunks yet. One
--           row, written at most once a second; a row of its own because chunks hold migration_lock FOR SHARE.
-- Lock:     none that others wait for: a new table.
-- Way back: DROP TABLE migration_progress; runs go on without being watched.

CREATE TABLE migration_progress (
  singleton         boolean PRIMARY KEY DEFAULT true,
  fencing           bigint NOT NULL DEFAULT 0,
  phase             text,
  phase_started_at  timestamptz,
  documents         bigint,
  records           bigint,
  bytes             bigint,
  documents_total   bigint,
  records_total     bigint,
  bytes_total       bigint,
  beat_at           timestamptz,
  CONSTRAINT migration_progress_singleton_check CHECK (singleton)
) WITH (fillfactor = 50);

INSERT INTO migration_progress (singleton) VALUES (true);

COMMENT ON TABLE migration_progress IS 'How far the run that holds the lock is: one row, written at most once a second while it works.';
COMMENT ON COLUMN migration_progress.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN migration_progress.fencing IS 'Fencing number of the run that wrote it.';
COMMENT ON COLUMN migration_progress.phase IS 'Phase it is in: scan, load, gate, publish.';
COMMENT ON COLUMN migration_progress.phase_started_at IS 'When that phase began.';
COMMENT ON COLUMN migration_progress.documents IS 'Documents done in this phase.';
COMMENT ON COLUMN migration_progress.records IS 'Records done in this phase.';
COMMENT ON COLUMN migration_progress.bytes IS 'Bytes done in this phase.';
COMMENT ON COLUMN migration_progress.documents_total IS 'Documents that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.records_total IS 'Records that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.bytes_total IS 'Bytes that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.beat_at IS 'When the run last gave a sign of life.';
