import type { Kind } from '../normalise/kind';

/** Catch-all for JSON Lines and other streams of values: every value is a record, archived only. */
export const jsonStreamDocument: Kind = {
  name: 'json-stream-document',
  paths: [
    '*.{jsonl,ndjson}',
    '*.{jsonl,ndjson}.{backup,bak,old,orig,processed}',
    '*.{jsonl,ndjson}.{backup,bak}{-,.,_}*',
  ],
  format: 'json-stream',
  layout: { records: [] },
  mappers: {},
};
