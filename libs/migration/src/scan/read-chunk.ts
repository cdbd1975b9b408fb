import type { Spool } from '@cortex/domain';

import { parseSpooledRecords } from './parse-spooled';
import type { SpooledRecord, SpoolSlice } from './scanned-tree';

/** The records of a chunk, out of the spool. */
export function readChunk(spool: Spool, chunk: SpoolSlice): readonly SpooledRecord[] {
  return parseSpooledRecords(spool.read(chunk.offset, chunk.length));
}
