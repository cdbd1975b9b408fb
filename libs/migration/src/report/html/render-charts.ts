import type { RunReport } from '@cortex/domain';
import { drawBarChart } from './draw-bar-chart';
import { listFigures, type Figure } from './list-figures';
import { renderTable } from './render-table';
import { html, trustedHtml, type SafeHtml } from './safe-html';

/** Charts, each with a table of the same numbers below it. */
export async function renderCharts(report: RunReport): Promise<SafeHtml | null> {
  const figures = listFigures(report);
  if (figures.length === 0) return null;
  const drawn = await Promise.all(figures.map(renderFigure));
  return html`<section class="charts" aria-label="Charts">${drawn}</section> `;
}

async function renderFigure({ chart, table, legend = [] }: Figure): Promise<SafeHtml> {
  const svg = trustedHtml(await drawBarChart(chart));
  const terms = legend.map(
    ({ label, swatch }) => html` <span class="term"><i class="swatch ${swatch}"></i>${label}</span>`,
  );
  return html`<figure class="${chart.name}">
    <figcaption>
      <h2>${chart.title}</h2>
      <p>${chart.description}${terms}</p>
    </figcaption>
    ${svg}
    <details>
      <summary>As a table</summary>
      ${renderTable(table)}
    </details>
  </figure> `;
}
