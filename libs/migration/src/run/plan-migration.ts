import type { MigrationStore, RunCounts, RunReport } from '@cortex/domain';

import { createDrySink } from '../load/chunk-sink';
import { buildReport, seededRows } from './build-report';
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
export async function planMigration(
  deps: MigrationDependencies,
  request: MigrationRequest,
  signal: AbortSignal,
): Promise<MigrationPlan> {
  const target = (await deps.store?.describeTarget()) ?? null;
  const store = target?.schema === 'current' ? deps.store : null;
  const report = await predictReport({ ...deps, store }, request, signal);
  return {
    schemaVersion: 1,
    mapperVersion: MAPPER_VERSION,
    manifestHash: report.manifest.hash,
    // The run will apply the migrations first, and they change the fingerprint.
    targetFingerprint: target?.schema === 'current' ? target.fingerprint : 'empty',
    report: store === null ? report : await withStoredTotals(report, store),
  };
}

async function predictReport(
  deps: MigrationDependencies,
  { target, version, chunkRecords, mended }: MigrationRequest,
  signal: AbortSignal,
): Promise<RunReport> {
  const startedAt = deps.now().toISOString();
  const clock = new PhaseClock(deps.progress, deps.now);
  const tree = await scanSource(deps, { chunkRecords }, { clock, signal });
  try {
    const parts = { tree, store: deps.store, sink: createDrySink(), chunkRows: chunkRecords, mended, clock };
    const load = await loadTree({ ...parts, phase: 'plan' });
    const finishedAt = deps.now().toISOString();
    const run = {
      id: null,
      state: 'dry-run' as const,
      target,
      startedAt,
      finishedAt,
      version,
      resumed: false,
    };
    const { timingsMs } = clock;
    const { records } = load;
    return buildReport({ run, tree, load, records, counts: null, closure: [], failure: null, timingsMs });
  } finally {
    closeSpools(tree);
  }
}

/** Rows that are there already count into the predicted totals. */
async function withStoredTotals(report: RunReport, store: MigrationStore): Promise<RunReport> {
  const counts: RunCounts = await store.countRun(NO_RUN);
  const tables = Object.fromEntries(
    Object.entries(report.tables).map(([name, planned]) => {
      const stored = counts.tables[name] ?? { total: 0, stubs: 0, seeds: 0 };
      const total = stored.total + planned.inserted;
      const stubs = stored.stubs + planned.stubs;
      const seeds = stored.seeds + planned.seeds - (seededRows[name] ?? 0);
      return [name, { ...planned, total, stubs, seeds }];
    }),
  );
  return { ...report, tables };
}
