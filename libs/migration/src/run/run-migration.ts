import type { MigrationStore, OpenedRun, RunCounts, RunReport } from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';

import { buildReport } from './build-report';
import { checkClosure, toRecordCounts } from './check-closure';
import { checkPlan, checkQuarantine, checkTree } from './check-preconditions';
import type { LeasedRun } from './load-live';
import { loadLive, restoreDefinitions } from './load-live';
import { Heartbeat } from './heartbeat';
import type { LoadResult } from './load-tree';
import type { MigrationDependencies, MigrationPlan, MigrationRequest } from './migration-request';
import { MAPPER_VERSION } from './migration-request';
import { PhaseClock } from './phase-clock';
import { runUnchanged } from './run-unchanged';
import { closeSpools, scanSource } from './scan-source';

export type RunRequest = MigrationRequest & { readonly plan?: MigrationPlan };

/**
 * Brings the tree into the database and proves by the database's own counts that all of it is there. A run that was
 * killed is taken up by the next one over the same tree.
 *
 * The report says how it ended; `state: failed` with a `failure` means that nothing was published.
 * @throws CortexError `LOCK_HELD`, `PLAN_STALE`, `TARGET_HOLDS_OTHER_TREE`, `SCHEMA_*`, `SOURCE_*` before anything
 *   began; `DATABASE_*`, `FENCED_OUT`, `RUN_INTERRUPTED` while it runs.
 */
export async function runMigration(
  deps: MigrationDependencies,
  request: RunRequest,
  signal: AbortSignal,
): Promise<RunReport> {
  const store = requireStore(deps);
  const target = await store.describeTarget();
  const lease = await store.acquireLease(request.holder);
  const heartbeat = new Heartbeat({ store, lease, now: deps.now, log: deps.log });
  heartbeat.start();
  try {
    const clock = new PhaseClock((event) => {
      heartbeat.hear(event);
      deps.progress(event);
    }, deps.now);
    const unchanged =
      request.plan === undefined ? await runUnchanged({ deps, store, lease, request, clock, signal }) : null;
    if (unchanged !== null) return unchanged;
    const tree = await scanSource(deps, request, { clock, signal });
    try {
      checkPlan(request.plan, tree, target);
      await checkTree(store, tree, { request, target });
      const isFirst = target.lastRun === null;
      return await runLeased({ deps, store, lease, request, clock, tree, isFirst, signal });
    } finally {
      closeSpools(tree);
    }
  } finally {
    await heartbeat.stop();
    await lease.release();
  }
}

async function runLeased(leased: LeasedRun): Promise<RunReport> {
  const { store, lease, request, tree } = leased;
  const { manifestHash, documents, bytes } = tree.summary;
  const { treeName, target } = request;
  const planHash = request.plan?.manifestHash ?? null;
  const run = await store.openRun(lease, {
    treeName,
    target,
    manifestHash,
    mapperVersion: MAPPER_VERSION,
    planHash,
    documents,
    bytes,
  });
  leased.deps.log('migrate.run.opened', { runId: run.runId, resumed: run.resumed, fencing: lease.fencing });
  hitFailpoint('run.opened');
  try {
    const load = await loadLive(leased, run);
    await restoreDefinitions(leased);
    hitFailpoint('gate.begin');
    const counts = await leased.clock.run('gate', null, () => store.countRun(run.runId));
    hitFailpoint('gate.end');
    return await finish(leased, run, { load, counts });
  } catch (error) {
    await endBadly(leased, run, error);
    throw leased.signal.aborted ? interrupted(error) : error;
  }
}

interface Outcome {
  readonly load: LoadResult;
  readonly counts: RunCounts;
}

async function finish(leased: LeasedRun, run: OpenedRun, { load, counts }: Outcome): Promise<RunReport> {
  const { deps, store, lease, request, clock, tree } = leased;
  const closure = checkClosure(tree, counts);
  const records = toRecordCounts(counts);
  const failure = findFailure(closure, checkQuarantine(request.maxQuarantine, records));
  const changed = Object.values(counts.ofThisRun).some((count) => count > 0) || load.vanished.length > 0;
  const state =
    failure !== null ? ('failed' as const) : changed ? ('published' as const) : ('unchanged' as const);
  const report = (): RunReport =>
    buildReport({
      run: {
        id: run.runId,
        state,
        target: request.target,
        startedAt: run.startedAt,
        finishedAt: deps.now().toISOString(),
        version: request.version,
        resumed: run.resumed,
      },
      tree,
      load,
      records,
      counts,
      closure,
      failure,
      timingsMs: clock.timingsMs,
    });
  await clock.run('publish', null, async () => {
    hitFailpoint('publish.begin');
    await store.finishRun(lease, run.runId, {
      state: failure === null ? 'published' : 'failed',
      report: report(),
      errorCode: failure?.code ?? null,
    });
    hitFailpoint('publish.end');
    if (failure === null && changed) await refreshViews(store);
  });
  return report();
}

async function refreshViews(store: MigrationStore): Promise<void> {
  hitFailpoint('views.begin');
  await store.refreshViews('migrator');
  hitFailpoint('views.end');
}

function findFailure(
  closure: ReturnType<typeof checkClosure>,
  quarantine: RunReport['failure'],
): RunReport['failure'] {
  const broken = closure.filter(({ holds }) => !holds);
  if (broken.length === 0) return quarantine;
  const list = broken.map(({ name, expected, actual }) => `${name}: ${expected} ≠ ${actual}`).join('; ');
  return { code: 'GATE_NOT_CLOSED', message: `The books do not close, nothing was published. ${list}.` };
}

/** The run's row should say how it ended; when even that fails, the next run finds it unfinished and takes it up. */
async function endBadly(
  { deps, store, lease, signal }: LeasedRun,
  run: OpenedRun,
  error: unknown,
): Promise<void> {
  const errorCode = error instanceof CortexError ? error.code : 'INTERNAL';
  const state = signal.aborted ? ('interrupted' as const) : ('failed' as const);
  try {
    await store.finishRun(lease, run.runId, { state, report: null, errorCode });
  } catch (second) {
    deps.log('migrate.run.end_not_recorded', {
      runId: run.runId,
      reason: second instanceof Error ? second.message : String(second),
    });
  }
}

function interrupted(cause: unknown): CortexError {
  const message =
    'Interrupted between two chunks; what was committed stays. Run the same command again to go on from there.';
  return new CortexError('RUN_INTERRUPTED', message, { cause });
}

function requireStore({ store }: MigrationDependencies): MigrationStore {
  if (store === null) throw new CortexError('INTERNAL', 'A run needs a store; only a dry run goes without.');
  return store;
}
