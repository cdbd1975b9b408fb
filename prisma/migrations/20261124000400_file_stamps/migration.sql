-- Why:      `run --trust-stat` does not read files whose times, size and inode are those that were seen when they were
--           imported. The time alone does not tell: it can be set.
-- Lock:     ACCESS EXCLUSIVE on coordination_documents for an instant: the new column has no default.
-- Way back: drop the column; files are read again.

ALTER TABLE coordination_documents ADD COLUMN file_stamp text;
COMMENT ON COLUMN coordination_documents.file_stamp IS
  'Inode, change time and time of the file in nanoseconds, opaque; NULL when it has to be read to know that it is the same.';
