import type { RunReport, StoredRun } from '@cortex/domain';
import {
  parseRunReport,
  renderReportHtml,
  renderReportMarkdown,
  renderReportTerminal,
} from '@cortex/migration';
import { CortexError, type FlagValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { findRun } from './find-run';
import { withStore } from './with-store';

const MAX_RUNS = 10_000;

type Render = (report: RunReport, context: CliContext) => string | Promise<string>;

const FORMATS: Readonly<Record<string, Render>> = {
  text: (report, { output }) => renderReportTerminal(report, output),
  md: renderReportMarkdown,
  html: renderReportHtml,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};
export const reportFormats: readonly string[] = Object.keys(FORMATS);

/** `report <run>`: the stored report of a run, again, in any format. */
export async function reportCommand(context: CliContext, run: string, flags: FlagValues): Promise<number> {
  const format = flags['format'];
  const render = FORMATS[typeof format === 'string' ? format : 'text'];
  if (render === undefined) {
    throw new CortexError('CLI_USAGE', `--format takes one of ${reportFormats.join(', ')}.`);
  }
  return withStore(context, flags, async ({ store }) => {
    const report = parseRunReport(findReported(await store.listRuns(MAX_RUNS), run).report);
    context.output.stdout.write(await render(report, context));
    return 0;
  });
}

function findReported(runs: readonly StoredRun[], wanted: string): StoredRun {
  const reported = runs.filter(({ report }) => report !== null);
  return requireReport(findRun(wanted === 'last' ? reported : runs, wanted));
}

function requireReport(run: StoredRun): StoredRun {
  if (run.report !== null) return run;
  throw new CortexError(
    'RUN_NOT_FOUND',
    `The run ${run.runId} (${run.state}) left no report: it did not come to its end. Run the tree again.`,
    { fields: { run: run.runId } },
  );
}
