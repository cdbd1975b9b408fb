import type { Phase, RunReport } from '@cortex/domain';
import { runMigration, type MigrationPlan } from '@cortex/migration';
import { hitFailpoint, parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { chooseReportFolder, type ReportFolder } from '../reports/choose-report-folder';
import { renderReportFiles } from '../reports/render-report-files';
import { prepareReportFolder, writeReportFiles } from '../reports/report-folder';
import type { OpenedTarget, Target } from '../target/adapters';
import { databaseOfTree } from '../target/choose-local-database';
import { chooseTarget } from '../target/choose-target';
import { useTarget } from '../target/use-target';
import { followProgress, type Progress } from '../terminal/follow-progress';
import { commandOptions } from './command-options';
import { createMigrationRequest } from './create-migration-request';
import { exitCodeOfReport } from './exit-code-of-report';
import { openLog, sessionOptions, type CommandLog } from './open-log';

import { planCommand } from './plan-command';
import { probeTree } from './probe-tree';
import { readPlanFile } from './read-plan-file';
import { showReport, tellReport } from './show-report';

const PHASES: readonly Phase[] = [
  'server',
  'migrations',
  'scan',
  'load',
  'indexes',
  'gate',
  'publish',
  'report',
];

interface Run {
  readonly context: CliContext;
  readonly tree: string;
  readonly options: OptionValues<typeof commandOptions.run>;
  readonly target: Target;
  readonly plan: MigrationPlan | undefined;
  readonly folder: ReportFolder;
  readonly log: CommandLog;
}

/** `run <tree>`: everything that can be refused is refused before a server starts or a row is written. */
export async function runCommand(context: CliContext, tree: string, flags: FlagValues): Promise<number> {
  const options = parseOptions(commandOptions.run, { flags, environment: context.environment });
  const database = await databaseOfTree(tree);
  const target = chooseTarget(options, () => database);
  if (options.dryRun) return planCommand(context, { tree, flags, asksDatabase: target.kind === 'existing' });
  const planFile = flags['plan'];
  const run: Run = {
    context,
    tree,
    options,
    target,
    plan: typeof planFile === 'string' ? await readPlanFile(planFile) : undefined,
    folder: chooseReportFolder(options.reportDirectory, flags, context.environment),
    log: openLog(context, options),
  };
  await prepareReportFolder(run.folder.base);
  await probeTree(context.adapters.createReader({ root: tree, include: options.include }), context.signal);
  return migrate(run);
}

async function migrate(run: Run): Promise<number> {
  const { context, options, log, folder } = run;
  const following = { json: options.json, hasLog: log.isVisible, phases: PHASES };
  const { report, place } = await followProgress(context, following, async (progress) => {
    const loaded = await load(run, progress);
    const report = { ...loaded, timingsMs: { ...progress.timingsMs, ...loaded.timingsMs } };
    const place = folder.of(report.run.id ?? 'unnamed');
    hitFailpoint('report.begin');
    await progress.phase('report', async () => writeReportFiles(place, await renderReportFiles(report)));
    hitFailpoint('report.end');
    if (options.json) tellReport(progress, report, place);
    return { report, place };
  });
  if (!options.json) showReport(context, report, place);
  return exitCodeOfReport(report);
}

async function load(run: Run, progress: Progress): Promise<RunReport> {
  const { context, options, target, log } = run;
  const session = sessionOptions(context, options, { log: log.log, readOnly: false });
  const opened = await progress.phase('server', () => context.adapters.openTarget(target, session));
  return useTarget(opened, async () => {
    hitFailpoint('target.opened');
    hitFailpoint('migrations.begin');
    const applied = await progress.phase('migrations', () => opened.prepareSchema(options.roles));
    hitFailpoint('migrations.end');
    log.log.info('migrate.schema.prepared', { applied });
    return migrateInto(run, opened, progress);
  });
}

function migrateInto(
  { context, tree, options, target, plan, log }: Run,
  { store }: OpenedTarget,
  progress: Progress,
): Promise<RunReport> {
  const { adapters, now, signal } = context;
  const { maxQuarantine, chunkSize, include, trustStat, rescan } = options;
  const place = { tree, target: target.kind, maxQuarantine, chunkSize };
  const request = { ...createMigrationRequest(context, place), trustStat, rescan };
  const deps = {
    reader: adapters.createReader({ root: tree, include }),
    comparer: adapters.createComparer({ root: tree, include }),
    openSpool: adapters.openSpool,
    store,
    progress: progress.tell,
    log: log.log.info,
    now,
  };
  return runMigration(deps, plan === undefined ? request : { ...request, plan }, signal);
}
