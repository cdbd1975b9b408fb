import type { RunReport } from '@cortex/domain';
import { formatInstant } from './format-instant';
import { renderCharts } from './html/render-charts';
import { renderDetails } from './html/render-details';
import { renderQuarantine } from './html/render-quarantine';
import { renderSummary } from './html/render-summary';
import { reportStyle } from './html/report-style';
import { html, trustedHtml, type SafeHtml } from './html/safe-html';
import { judgeReport } from './judge-report';

/** Nothing is loaded and nothing runs, whatever a file of the tree was called. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** One file that opens without network: style inline, charts as SVG, no script. Light, dark and on paper. */
export async function renderReportHtml(report: RunReport): Promise<string> {
  const charts = await renderCharts(report);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <title>${judgeReport(report).headline} – Cortex Postgres</title>
        <style>
          ${trustedHtml(reportStyle)}
        </style>
      </head>
      <body>
        ${renderHeader(report)}
        <main>${renderSummary(report)}${charts}${renderQuarantine(report)}${renderDetails(report)}</main>
        ${renderFooter(report)}
      </body>
    </html> `;
  return page.markup;
}

function renderHeader({ run }: RunReport): SafeHtml {
  const name = run.id === null ? 'Dry run' : `Run ${run.id}${run.resumed ? ' (resumed)' : ''}`;
  return html`<header>
    <p class="product">Cortex Postgres · migration report</p>
    <p>
      ${name} · target ${run.target} ·
      <time datetime="${run.finishedAt}">${formatInstant(run.finishedAt)}</time>
    </p>
  </header> `;
}

function renderFooter({ run, manifest }: RunReport): SafeHtml {
  return html`<footer>
    <p>
      Manifest <code>${manifest.hash}</code><br />
      Started ${formatInstant(run.startedAt)}, finished ${formatInstant(run.finishedAt)}, cortex-migrator
      ${run.version}. The same as data: <code>report.json</code> beside this file. No record contents are in
      this report.
    </p>
  </footer> `;
}
