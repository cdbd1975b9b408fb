import type { RunReport } from '@cortex/domain';
import { renderReportHtml, renderReportMarkdown } from '@cortex/migration';

/** The files of a report folder, by name. */
export async function renderReportFiles(report: RunReport): Promise<Readonly<Record<string, string>>> {
  return {
    'report.json': `${JSON.stringify(report, undefined, 2)}\n`,
    'report.md': renderReportMarkdown(report),
    'report.html': await renderReportHtml(report),
  };
}
