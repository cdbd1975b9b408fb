import type { RunCounts } from '@cortex/domain';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { countColumn, queryOne, queryRows } from '../pool/query-rows';
import type { AskSession } from './store-context';
import type { TableCatalog, TableShape } from './table-catalog';

// What the run's transactions say they wrote; each says it in the transaction that wrote it. Index: pk.
const SUM_WRITTEN = `
  SELECT t.key AS table_name, sum((t.value ->> 'inserted')::bigint) AS inserted,
         sum((t.value ->> 'updated')::bigint) AS updated
  FROM migration_chunks c CROSS JOIN LATERAL jsonb_each(c.rows) AS t
  WHERE c.run_id = $1
  GROUP BY t.key`;

const writtenRow = z.object({ table_name: z.string(), inserted: countColumn, updated: countColumn });
const totalsRow = z.object({ total: countColumn, stubs: countColumn, seeds: countColumn });

export type WrittenCounts = ReadonlyMap<string, { readonly inserted: number; readonly updated: number }>;

/** By the database's table names. */
export async function countTables(
  ask: AskSession,
  catalog: TableCatalog,
  runId: string,
): Promise<RunCounts['tables']> {
  const written = await ask((client) => countWritten(client, runId));
  const counted = await Promise.all(
    [...catalog.values()].map(async (shape) => {
      const { inserted, updated } = written.get(shape.sqlName) ?? { inserted: 0, updated: 0 };
      const totals = await ask((client) => queryOne(client, totalsRow, { text: totalsStatement(shape) }));
      return [shape.sqlName, { inserted, updated, ...totals }] as const;
    }),
  );
  return Object.fromEntries(counted);
}

/** Rows that the committed chunks of a run wrote, by the database's table names. */
export async function countWritten(client: ClientBase, runId: string): Promise<WrittenCounts> {
  const rows = await queryRows(client, writtenRow, { text: SUM_WRITTEN, values: [runId] });
  return new Map(rows.map(({ table_name, inserted, updated }) => [table_name, { inserted, updated }]));
}

function totalsStatement({ sqlName, hasStubMark, hasSeedMark }: TableShape): string {
  const stubs = hasStubMark ? 'count(*) FILTER (WHERE is_stub)' : '0';
  const seeds = hasSeedMark ? 'count(*) FILTER (WHERE is_seed)' : '0';
  return `SELECT count(*) AS total, ${stubs} AS stubs, ${seeds} AS seeds FROM "${sqlName}"`;
}
