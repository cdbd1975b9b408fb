import type { PublishedRun } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryRows } from '../pool/query-rows';

// Fencing numbers order the runs, whatever the clocks say. A run without a chunk wrote nothing. Index:
// idx_migration_runs_state, and the pk of the chunks; open quarantine entries are few.
const SELECT_LAST = `
  SELECT r.run_id, r.tree_name, r.manifest_hash, r.mapper_version, r.report,
         EXISTS (SELECT FROM migration_runs n
                 WHERE n.fencing > r.fencing
                   AND (n.state = 'undoing'
                        OR n.state <> 'undone' AND EXISTS (SELECT FROM migration_chunks c WHERE c.run_id = n.run_id))
                ) AS has_later_work,
         (SELECT count(*) FROM quarantine
          WHERE replayed_at IS NULL AND reason_code IN ('conflict', 'database-limit')) AS undecided
  FROM migration_runs r
  WHERE r.state = 'published'
  ORDER BY r.fencing DESC
  LIMIT 1`;

const publishedRow = z.object({
  run_id: z.string(),
  tree_name: z.string().nullable(),
  manifest_hash: z.string().nullable(),
  mapper_version: z.string().nullable(),
  report: z.unknown(),
  has_later_work: z.boolean(),
  undecided: countColumn,
});

/** The last run that was published, and whether anything happened since that it does not know of. */
export async function lastPublished(client: ClientBase): Promise<PublishedRun | null> {
  const [row] = await queryRows(client, publishedRow, { text: SELECT_LAST });
  if (row === undefined) return null;
  return {
    runId: row.run_id,
    treeName: row.tree_name ?? '',
    manifestHash: row.manifest_hash ?? '',
    mapperVersion: row.mapper_version ?? '',
    report: row.report ?? null,
    hasLaterWork: row.has_later_work,
    undecided: row.undecided,
  };
}
