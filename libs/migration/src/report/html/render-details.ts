import type { RunReport } from '@cortex/domain';
import { formatCount } from '../format-count';
import { formatDocument } from '../format-location';
import { groupNotes, type NoteGroup } from '../group-notes';
import { verificationSentences } from '../judge-report';
import { renderTable } from './render-table';
import { html, type SafeHtml } from './safe-html';

/** Longer lists begin closed. */
const OPEN_ROWS = 20;

/** What stands behind the counts: equations, decisions, repairs, and what happened to the tree meanwhile. */
export function renderDetails(report: RunReport): SafeHtml {
  return html`${renderClosure(report)}${renderDecisions(report)}${renderRepairs(report)}${renderTree(report)}`;
}

function renderClosure({ closure, closes, verification, run }: RunReport): SafeHtml {
  const lead = closes
    ? 'Counted by the database after the last commit; both sides agree in every line.'
    : 'Counted by the database after the last commit.';
  return html`<section id="closure">
    <h2>Conservation</h2>
    <p>
      ${closure.length > 0 ? lead : run.state === 'dry-run' ? 'A dry run asks the database nothing that could close.' : 'The gate was not reached.'}
    </p>
    ${
      closure.length > 0 &&
      renderTable({
        caption: 'Equations of the gate',
        columns: [
          { title: 'Equation' },
          { title: 'Expected', numeric: true },
          { title: 'Counted', numeric: true },
          { title: 'Holds' },
        ],
        rows: closure.map(({ name, expected, actual, holds }) => [
          name,
          formatCount(expected),
          formatCount(actual),
          holds ? 'yes' : html`<strong class="bad">no</strong>`,
        ]),
      })
    }
    <p><strong>Verification: ${verification}.</strong> ${verificationSentences[verification]}</p>
  </section> `;
}

function renderDecisions(report: RunReport): SafeHtml | null {
  const groups = groupNotes(report);
  if (groups.length === 0) return null;
  return html`<section id="decisions">
    <h2>Decisions</h2>
    ${groups.map(renderGroup)}
  </section> `;
}

/** Inside of the group, so that a link to it opens the group. */
export function decisionAnchor(code: string): string {
  return `decision-${code.replace(/[^a-z0-9-]/gi, '-')}`;
}

function renderGroup({ code, meaning, count, notes }: NoteGroup): SafeHtml {
  const isOpen = meaning.weight === 'attention' && notes.length <= OPEN_ROWS;
  return html`<details class="group" ${isOpen && html` open`}>
    <summary>
      <strong>${meaning.title}</strong> <span class="count">${formatCount(count)}</span> <code>${code}</code>
    </summary>
    <p id="${decisionAnchor(code)}">${meaning.meaning}</p>
    ${renderTable({
      caption: meaning.title,
      columns: [{ title: 'What' }, { title: 'Count', numeric: true }],
      rows: notes.map((note) => [note.subject, formatCount(note.count)]),
    })}
  </details> `;
}

function renderRepairs({ repairs }: RunReport): SafeHtml | null {
  if (repairs.length === 0) return null;
  return html`<section id="repairs">
    <h2>Repairs</h2>
    <p>Documents that were no valid JSON and could be mended mechanically. The original bytes are kept.</p>
    <details class="group" ${repairs.length <= OPEN_ROWS && html` open`}>
      <summary>
        <strong>Repaired documents</strong> <span class="count">${formatCount(repairs.length)}</span>
      </summary>
      ${renderTable({
        caption: 'Repairs by document',
        columns: [{ title: 'Document' }, { title: 'Rule' }, { title: 'Times', numeric: true }],
        rows: repairs.map((repair) => [
          html`<code>${formatDocument(repair)}</code>`,
          repair.rule,
          formatCount(repair.count),
        ]),
      })}
    </details>
  </section> `;
}

function renderTree({ changedDuringRun, vanished }: RunReport): SafeHtml | null {
  if (changedDuringRun.length + vanished.length === 0) return null;
  return html`<section id="tree">
    <h2>The tree meanwhile</h2>
    ${renderPaths('Changed during the run', [...new Set(changedDuringRun)])}${renderPaths('Gone since the last run', vanished)}
  </section> `;
}

function renderPaths(title: string, paths: readonly string[]): SafeHtml | null {
  if (paths.length === 0) return null;
  return html`<details class="group" ${paths.length <= OPEN_ROWS && html` open`}>
    <summary><strong>${title}</strong> <span class="count">${formatCount(paths.length)}</span></summary>
    <ul class="paths">
      ${paths.map((path) => html`<li><code>${path}</code></li> `)}
    </ul>
  </details> `;
}
