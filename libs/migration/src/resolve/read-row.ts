import type { Spool } from '@cortex/domain';

import type { SpoolSlice } from '../scan/scanned-tree';
import type { Row } from './resolution';

/** The mapped row of a fact, out of the spool. */
export function readRow(spool: Spool, slice: SpoolSlice): Row {
  return parseRow(spool.read(slice.offset, slice.length).toString());
}

function parseRow(json: string): Row {
  return JSON.parse(json) as Row;
}
