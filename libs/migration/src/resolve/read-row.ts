import type { Spool } from '@cortex/domain';

import { parseSpooledRow } from '../scan/parse-spooled';
import type { SpoolSlice } from '../scan/scanned-tree';
import type { Row } from './resolution';

/** The mapped row of a fact, out of the spool. */
export function readRow(spool: Spool, slice: SpoolSlice): Row {
  return parseSpooledRow(spool.read(slice.offset, slice.length));
}
