import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';

// Has a published run written rows since the oldest view was filled? A run over an unchanged tree refreshes nothing.
const IS_STALE = `
  SELECT EXISTS (
    SELECT FROM migration_runs r
    JOIN migration_chunks c ON c.run_id = r.run_id AND c.rows <> '{}'::jsonb
    WHERE r.published_at >= (SELECT coalesce(min(coalesce(refresh_started_at, refreshed_at)), '-infinity')
                             FROM matview_refreshes)
  ) AS stale`;

const REFRESH = `SELECT count(*) FROM refresh_materialized_views($1)`;

const staleRow = z.object({ stale: z.boolean() });

/** @returns whether there was anything to refresh. */
export async function refreshViews(client: ClientBase, requestedBy: string): Promise<boolean> {
  const { stale } = await queryOne(client, staleRow, { text: IS_STALE });
  if (stale) await client.query(REFRESH, [requestedBy]);
  return stale;
}
