import type { StoredRun } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../pool/query-rows';
import { isoTime } from './iso-time';

// Newest first; ids sort by time. Records are counted in the phase that writes the ledger: other phases count what
// they write. Index: pk of both tables.
const SELECT_RUNS = `
  SELECT r.run_id, coalesce(r.tree_name, '') AS tree_name, r.state, coalesce(r.target, '') AS target,
         ${isoTime('r.started_at')} AS started_at, ${isoTime('r.finished_at')} AS finished_at,
         coalesce(r.documents, 0) AS documents, coalesce(r.bytes, 0) AS bytes, c.chunks, c.records, r.report
  FROM migration_runs r
  CROSS JOIN LATERAL (
    SELECT count(*) AS chunks, coalesce(sum(records) FILTER (WHERE phase = 'records'), 0) AS records
    FROM migration_chunks WHERE run_id = r.run_id) c
  ORDER BY r.run_id DESC
  LIMIT $1`;

const runRow = z.object({
  run_id: z.string(),
  tree_name: z.string(),
  state: z.string(),
  target: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  documents: countColumn,
  bytes: countColumn,
  chunks: countColumn,
  records: countColumn,
  report: z.unknown(),
});

export async function listRuns(client: ClientBase, limit: number): Promise<readonly StoredRun[]> {
  const rows = await queryRows(client, runRow, { text: SELECT_RUNS, values: [limit] });
  return rows.map(({ run_id, tree_name, started_at, finished_at, report, ...rest }) => ({
    ...rest,
    runId: run_id,
    treeName: tree_name,
    startedAt: started_at ?? '',
    finishedAt: finished_at,
    report: report ?? null,
  }));
}
