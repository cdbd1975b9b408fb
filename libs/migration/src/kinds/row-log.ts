import type { Kind } from '../normalise/kind';

/**
 * Rows that no document of the tree tells of, as `export` writes them: `{"$cortex": {"<table>": {"<key>": {…}}}}`. The
 * normaliser reads that member of every record; a line of this document has no other.
 */
export const rowLog: Kind = {
  name: 'row-log',
  paths: ['coordination/cortex-rows.jsonl'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'row' }] },
  mappers: { row: () => {} },
};
