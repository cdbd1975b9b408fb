import type { Spool } from '@cortex/domain';

import { parsePackedRecords } from './parse-packed-records';
import type { SpooledChunk, SpooledRecord } from './scanned-tree';

/** The records of a chunk, out of the spool. */
export function readChunk(spool: Spool, chunk: SpooledChunk): readonly SpooledRecord[] {
  return parsePackedRecords(spool.read(chunk.offset, chunk.length), chunk);
}
