import type { RunReport } from '@cortex/domain';
import { dispositions } from '../dispositions';
import { formatBytes } from '../format-bytes';
import { formatCount } from '../format-count';
import { formatDuration } from '../format-duration';
import { judgeReport, type Tone } from '../judge-report';
import { listFindings, type Finding } from '../list-findings';
import { decisionAnchor } from './render-details';
import { html, type SafeHtml } from './safe-html';

/** The sign says the same as the colour, for those who do not see it and for paper. */
const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', warn: '!', bad: '✕', neutral: 'i' };

/** What is to be grasped in five seconds: closed or not, how much, what to look at. */
export function renderSummary(report: RunReport): SafeHtml {
  const { attention, known } = listFindings(report);
  return html`${renderVerdict(report)}${renderFigures(report)}${renderFindings('Needs attention', attention)}${renderFindings('Decided by rule', known)}`;
}

function renderVerdict(report: RunReport): SafeHtml {
  const { tone, headline, explanation } = judgeReport(report);
  const { failure } = report;
  return html`<section class="verdict ${tone}" aria-label="Result">
    <span class="sign" aria-hidden="true">${SIGNS[tone]}</span>
    <div>
      <h1>${headline}</h1>
      <p>${explanation}${failure !== null && html` <code>${failure.code}</code>`}</p>
    </div>
  </section> `;
}

function renderFigures(report: RunReport): SafeHtml {
  const { records, manifest, tables, run } = report;
  const rows = Object.values(tables).reduce((sum, { total }) => sum + total, 0);
  const duration = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  return html`<section class="figures" aria-label="Key figures">
    <dl>
      ${renderFigure('Records', formatCount(records.read))}
      ${renderFigure('Documents', formatCount(manifest.documents))}
      ${renderFigure('Size of the tree', formatBytes(manifest.bytes))}
      ${renderFigure(run.state === 'dry-run' ? 'Rows predicted' : 'Rows', formatCount(rows))}
      ${renderFigure('Time', Number.isFinite(duration) ? formatDuration(duration) : '–')}
      ${renderFigure('Verification', report.verification)}
    </dl>
    <p class="equation">${renderEquation(report)}</p>
  </section> `;
}

function renderFigure(name: string, value: string): SafeHtml {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** The conservation equation with its numbers; parts that are zero say nothing and are left out. */
function renderEquation({ records }: RunReport): SafeHtml {
  const parts = dispositions
    .filter(({ key }) => records[key] > 0)
    .map(
      ({ key, label }) =>
        html`<span class="term"><i class="swatch ${key}"></i>${formatCount(records[key])} ${label}</span>`,
    );
  const sum = parts.flatMap((part, index) => (index === 0 ? [part] : [' + ', part]));
  return html`<span class="term"><strong>${formatCount(records.read)} read</strong></span> =
    ${sum.length > 0 ? sum : '0'}`;
}

function renderFindings(title: string, findings: readonly Finding[]): SafeHtml | null {
  if (findings.length === 0) return null;
  return html`<section class="findings">
    <h2>${title}</h2>
    <ul>
      ${findings.map(renderFinding)}
    </ul>
  </section> `;
}

function renderFinding(finding: Finding): SafeHtml {
  const { tone, title, meaning, section, code } = finding;
  const target = code === null ? section : decisionAnchor(code);
  const name = target === null ? title : html`<a href="#${target}">${title}</a>`;
  return html`<li class="${tone}">
    <span class="sign" aria-hidden="true">${SIGNS[tone]}</span>
    <p><strong>${name}</strong> ${meaning}</p>
  </li> `;
}
