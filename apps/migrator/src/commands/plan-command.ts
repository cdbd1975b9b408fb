import type { Phase } from '@cortex/domain';
import { planMigration, type MigrationPlan } from '@cortex/migration';
import { CortexError, parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { isReportFolderGiven } from '../reports/choose-report-folder';
import { renderReportFiles } from '../reports/render-report-files';
import { prepareReportFolder, replaceFile, writeReportFiles } from '../reports/report-folder';
import { followProgress, type Progress } from '../terminal/follow-progress';
import { commandOptions } from './command-options';
import { createMigrationRequest } from './create-migration-request';
import { exitCodeOfReport } from './exit-code-of-report';
import { openLog, sessionOptions, type CommandLog } from './open-log';
import { probeTree } from './probe-tree';
import { showReport, tellReport } from './show-report';

const PHASES: readonly Phase[] = ['scan', 'plan'];

export interface PlanArguments {
  readonly tree: string;
  readonly flags: FlagValues;
  /** False: an empty database is assumed, whatever URL the environment has. */
  readonly asksDatabase: boolean;
}

interface Planning extends PlanArguments {
  readonly context: CliContext;
  readonly options: OptionValues<typeof commandOptions.plan>;
  readonly log: CommandLog;
}

/** `plan <tree>` and `run --dry-run`: starts no server and writes nothing but the files that were asked for. */
export async function planCommand(context: CliContext, given: PlanArguments): Promise<number> {
  const { tree, flags } = given;
  const options = parseOptions(commandOptions.plan, { flags, environment: context.environment });
  const planning = { ...given, context, options, log: openLog(context, options) };
  const folder = isReportFolderGiven(flags, context.environment) ? options.reportDirectory : null;
  if (folder !== null) await prepareReportFolder(folder);
  await probeTree(context.adapters.createReader({ root: tree, include: options.include }), context.signal);
  const following = { json: options.json, hasLog: planning.log.isVisible, phases: PHASES };
  const { report } = await followProgress(context, following, async (progress) => {
    const plan = await predict(planning, progress);
    const out = flags['out'];
    if (typeof out === 'string') await writePlan(out, plan);
    if (folder !== null) await writeReportFiles(folder, await renderReportFiles(plan.report));
    if (options.json) tellReport(progress, plan.report, folder);
    return plan;
  });
  if (!options.json) showReport(context, report, folder);
  return exitCodeOfReport(report);
}

async function predict(planning: Planning, progress: Progress): Promise<MigrationPlan> {
  const { context, options, log, asksDatabase } = planning;
  const { databaseUrl } = options;
  if (databaseUrl === undefined || !asksDatabase)
    return withAssumption(await planInto(planning, null, progress));
  const session = sessionOptions(context, options, { log: log.log, readOnly: true });
  const opened = await context.adapters.openTarget({ kind: 'existing', databaseUrl }, session);
  try {
    return await planInto(planning, opened.store, progress);
  } finally {
    await opened.close();
  }
}

function planInto(
  { context, tree, options, log }: Planning,
  store: Parameters<typeof planMigration>[0]['store'],
  progress: Progress,
): Promise<MigrationPlan> {
  const { adapters, now, signal } = context;
  const { maxQuarantine, chunkSize, include } = options;
  const target = store === null ? 'none' : 'existing';
  const deps = {
    reader: adapters.createReader({ root: tree, include }),
    openSpool: adapters.openSpool,
    store,
    progress: progress.tell,
    log: log.log.info,
    now,
  };
  return planMigration(
    deps,
    createMigrationRequest(context, { tree, target, maxQuarantine, chunkSize }),
    signal,
  );
}

/** Said in the report, so that nobody takes the numbers for those of a database that has something in it. */
function withAssumption(plan: MigrationPlan): MigrationPlan {
  const assumption =
    'Predicted without a database, against an empty one. Give --database-url to ask a real one.';
  return { ...plan, report: { ...plan.report, warnings: [...plan.report.warnings, assumption] } };
}

async function writePlan(path: string, plan: MigrationPlan): Promise<void> {
  try {
    await replaceFile(path, `${JSON.stringify(plan, undefined, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CortexError(
      'REPORT_UNWRITABLE',
      `The plan cannot be written to "${path}" (${reason}). Choose another file with --out.`,
      { fields: { phase: 'before', path }, cause },
    );
  }
}
