import type {
  ClosureCheck,
  MigrationStore,
  NewRun,
  PublishedRun,
  RecordCounts,
  RunCounts,
  RunLease,
  RunReport,
  TableCounts,
  TreeComparer,
  TreeComparison,
} from '@cortex/domain';

import { parseRunReport } from '../report/parse-run-report';
import { checkBooks, toRecordCounts, type ReadAmount } from './check-closure';
import { checkQuarantine } from './check-preconditions';
import type { MigrationDependencies, MigrationRequest } from './migration-request';
import { MAPPER_VERSION } from './migration-request';
import type { PhaseClock } from './phase-clock';

/** Counted for it, everything was done by earlier runs. */
const NO_RUN = '';

export interface UnchangedRun {
  readonly deps: MigrationDependencies;
  readonly store: MigrationStore;
  readonly lease: RunLease;
  readonly request: MigrationRequest;
  readonly clock: PhaseClock;
  readonly signal: AbortSignal;
}

/**
 * A run over a tree in which nothing changed since the last published one: files are hashed (or, with `--trust-stat`,
 * looked at), nothing is decoded, mapped or compared record by record. What the report says of the tree is what the
 * last one said; what it says of the database is counted anew.
 *
 * null: something may have changed, and the tree has to be read. That is so whenever the rules, the program, the tree
 * or the history of the database are not exactly those of the last published run, or the books do not close.
 */
export async function runUnchanged(run: UnchangedRun): Promise<RunReport | null> {
  const { deps, request, store } = run;
  if (deps.comparer === undefined || request.rescan === true) return null;
  const last = await store.lastPublished();
  const report = last === null ? null : reportToRepeat(last, request);
  if (last === null || report === null) return null;
  const seen = await compare(run, deps.comparer);
  if (!seen.isSame) return null;
  const counts = await run.clock.run('gate', null, () => store.countRun(NO_RUN));
  const closure = checkBooks(amountOf(report), counts);
  if (!closure.every(({ holds }) => holds)) return null;
  return record(run, { last, report, seen, counts, closure });
}

/** The last report, if a run of today over the same tree would have to come to the same. */
function reportToRepeat(last: PublishedRun, request: MigrationRequest): RunReport | null {
  const isSameHistory = last.treeName === request.treeName && !last.hasLaterWork && last.undecided === 0;
  if (!isSameHistory || last.mapperVersion !== MAPPER_VERSION || last.report === null) return null;
  const report = parseRunReport(last.report);
  const isWhole = report.closes && report.changedDuringRun.length === 0;
  return isWhole && report.run.version === request.version ? report : null;
}

async function compare(
  { clock, store, request, signal, deps }: UnchangedRun,
  comparer: TreeComparer,
): Promise<TreeComparison> {
  return clock.run('scan', null, async () => {
    const stored = await store.currentDocuments();
    const files = new Map([...stored].filter(([key]) => !key.includes('!')));
    const seen = await comparer.compareTree(files, { trustsStamps: request.trustStat === true }, signal);
    clock.reached('scan', { documents: seen.files, records: 0, bytes: seen.hashedBytes });
    const { isSame, hashedFiles, hashedBytes } = seen;
    deps.log('migrate.tree.compared', { isSame, files: seen.files, hashedFiles, hashedBytes });
    return seen;
  });
}

function amountOf({ manifest, records }: RunReport): ReadAmount {
  return { documents: manifest.documents, bytes: manifest.bytes, records: records.read };
}

interface Findings {
  readonly last: PublishedRun;
  readonly report: RunReport;
  readonly seen: TreeComparison;
  readonly counts: RunCounts;
  readonly closure: readonly ClosureCheck[];
}

async function record(run: UnchangedRun, findings: Findings): Promise<RunReport> {
  const { deps, store, lease, request, clock } = run;
  const opened = await store.openRun(lease, newRun(request, findings));
  deps.log('migrate.run.opened', { runId: opened.runId, resumed: opened.resumed, fencing: lease.fencing });
  const records = toRecordCounts(findings.counts);
  const failure = checkQuarantine(request.maxQuarantine, records);
  const report = (): RunReport => ({
    ...describe(findings, records),
    run: {
      id: opened.runId,
      state: failure === null ? 'unchanged' : 'failed',
      target: request.target,
      startedAt: opened.startedAt,
      finishedAt: deps.now().toISOString(),
      version: request.version,
      resumed: opened.resumed,
    },
    failure,
    timingsMs: clock.timingsMs,
  });
  const state = failure === null ? ('published' as const) : ('failed' as const);
  await clock.run('publish', null, () =>
    store.finishRun(lease, opened.runId, { state, report: report(), errorCode: failure?.code ?? null }),
  );
  return report();
}

function newRun(request: MigrationRequest, { last, report }: Findings): NewRun {
  const { treeName, target } = request;
  const { documents, bytes } = report.manifest;
  const { manifestHash } = last;
  return { treeName, target, manifestHash, mapperVersion: MAPPER_VERSION, planHash: null, documents, bytes };
}

function describe({ report, seen, counts, closure }: Findings, records: RecordCounts): RunReport {
  return {
    ...report,
    records,
    tables: tablesOf(report, counts),
    closes: true,
    closure,
    verification: 'not-run',
    vanished: [],
    warnings: listWarnings(seen),
  };
}

function tablesOf({ tables }: RunReport, counts: RunCounts): Record<string, TableCounts> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, before]) => {
      const { total, stubs, seeds } = counts.tables[name] ?? before;
      const unchanged = before.inserted + before.updated + before.unchanged;
      return [name, { inserted: 0, updated: 0, unchanged, total, stubs, seeds }];
    }),
  );
}

function listWarnings({ files, hashedFiles, skipped }: TreeComparison): readonly string[] {
  const believed = files - hashedFiles;
  return [
    ...skipped.map(({ path, reason }) => `${path}: not followed (${reason}).`),
    ...(believed > 0
      ? [
          `${believed} of ${files} files were not read: their size, mode, times and inode are those of the last import.`,
        ]
      : []),
  ];
}
