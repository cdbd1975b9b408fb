import type { RecordName } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryRows } from '../pool/query-rows';

// Few, if any. Index: uq_quarantine_open keeps the scan to what is open.
const SELECT_CONFLICTS = `
  SELECT d.path, d.member, q.ordinal
  FROM quarantine q JOIN coordination_documents d USING (document_id)
  WHERE q.replayed_at IS NULL AND q.reason_code = 'conflict' AND d.is_current AND q.ordinal IS NOT NULL`;

const conflictRow = z.object({
  path: z.instanceof(Buffer),
  member: z.instanceof(Buffer).nullable(),
  ordinal: z.number(),
});

/** Records that wait in quarantine because tree and database both changed their row. */
export function readConflicts(client: ClientBase): Promise<readonly RecordName[]> {
  return queryRows(client, conflictRow, { text: SELECT_CONFLICTS });
}
