import type { Kind } from '../normalise/kind';

/**
 * Catch-all for JSON without a relational home (configurations, schemas, reports): one record, archived only. A tree
 * holds JSON under the suffixes of its own housekeeping too.
 */
export const jsonDocument: Kind = {
  name: 'json-document',
  paths: ['*.json', '*.json.{backup,bak,old,orig,processed}', '*.json.{backup,bak}{-,.,_}*'],
  format: 'json',
  layout: { records: [] },
  mappers: {},
};
