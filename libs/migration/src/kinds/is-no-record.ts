import type { SourceRecord } from '@cortex/domain';

import type { FieldReader } from '../normalise/field-reader';

/**
 * A record without anything that could name it: `{}` is data and no error, and a whole document of another shape than
 * expected is a document. Anything else without an id in a list of things that have ids is quarantined.
 */
export function isNoRecord(fields: FieldReader, record: SourceRecord): boolean {
  return record.pointer === '' || (fields.node.type === 'object' && fields.node.members.length === 0);
}
