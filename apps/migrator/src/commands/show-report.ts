import type { RunReport } from '@cortex/domain';
import { renderReportTerminal } from '@cortex/migration';
import type { CliContext } from '../cli-context';
import type { Progress } from '../terminal/follow-progress';

/** What a run ends with on the screen: the report, then where its files are. Programs get the event instead. */
export function showReport({ output }: CliContext, report: RunReport, folder: string | null): void {
  output.stdout.write(`\n${renderReportTerminal(report, output)}`);
  if (folder !== null) output.stdout.write(`\nReport  ${folder}/report.html\n`);
}

export function tellReport(progress: Progress, report: RunReport, folder: string | null): void {
  if (folder !== null) progress.tell({ type: 'notice', message: `Report: ${folder}/report.html` });
  progress.tell({ type: 'report', report });
}
