import { createDrySink } from '../load/chunk-sink';
import { buildReport } from './build-report';
import { loadTree } from './load-tree';
import type { MigrationDependencies, MigrationPlan, MigrationRequest } from './migration-request';
import { MAPPER_VERSION } from './migration-request';
import { PhaseClock } from './phase-clock';
import { closeSpools, scanSource } from './scan-source';

/** A run of no run: names no row. */
const NO_RUN = '';

/**
 * What a run would do, table by table, without writing anything and without a transaction id.
 * @throws CortexError `SOURCE_*`, `DATABASE_*`, `SCHEMA_*`.
 */
export async function planMigration(deps: MigrationDependencies, request: MigrationRequest, signal: AbortSignal): Promise<MigrationPlan> {
  const startedAt = deps.now().toISOString();
  const clock = new PhaseClock(deps.progress, deps.now);
  const target = (await deps.store?.describeTarget()) ?? null;
  const store = target?.schema === 'current' ? deps.store : null;
  const tree = await scanSource({ ...deps, store }, request, { clock, signal });
  try {
    const load = await loadTree({ tree, store, sink: createDrySink(), chunkRows: request.chunkRecords, clock, phase: 'plan' });
    const counts = (await store?.countRun(NO_RUN)) ?? null;
    const run = {
      id: null,
      state: 'dry-run' as const,
      target: request.target,
      startedAt,
      finishedAt: deps.now().toISOString(),
      version: request.version,
      resumed: false,
    };
    const report = buildReport({ run, tree, load, records: load.records, counts: null, closure: [], failure: null, timingsMs: clock.timingsMs });
    return {
      schemaVersion: 1,
      mapperVersion: MAPPER_VERSION,
      manifestHash: tree.summary.manifestHash,
      targetFingerprint: target?.fingerprint ?? 'empty',
      report: counts === null ? report : withStoredTotals(report, counts),
    };
  } finally {
    closeSpools(tree);
  }
}

/** Rows that are there already count into the predicted totals. */
function withStoredTotals(report: MigrationPlan['report'], counts: { readonly tables: Readonly<Record<string, { readonly total: number; readonly stubs: number; readonly seeds: number }>> }): MigrationPlan['report'] {
  const tables = Object.fromEntries(
    Object.entries(report.tables).map(([name, planned]) => {
      const stored = counts.tables[name] ?? { total: 0, stubs: 0, seeds: 0 };
      return [name, { ...planned, total: stored.total + planned.inserted, stubs: stored.stubs + planned.stubs, seeds: stored.seeds }];
    }),
  );
  return { ...report, tables };
}
