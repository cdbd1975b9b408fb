import { html, type HtmlValue, type SafeHtml } from './safe-html';

export interface Column {
  readonly title: string;
  /** Aligned to the right, with digits of one width. */
  readonly numeric?: boolean;
}

export interface Table {
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly HtmlValue[])[];
  readonly footer?: readonly HtmlValue[];
}

export function renderTable({ caption, columns, rows, footer }: Table): SafeHtml {
  const headings = columns.map(
    ({ title, numeric }) => html`<th scope="col" ${classOf(numeric)}>${title}</th>`,
  );
  return html`<div class="table">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${rows.map((cells) => renderRow(cells, columns))}
      </tbody>
      ${
        footer !== undefined &&
        html` <tfoot>
          ${renderRow(footer, columns)}
        </tfoot>`
      }
    </table>
  </div> `;
}

function renderRow(cells: readonly HtmlValue[], columns: readonly Column[]): SafeHtml {
  const rendered = cells.map((cell, index) =>
    index === 0
      ? html`<th scope="row">${cell}</th>`
      : html`<td${classOf(columns[index]?.numeric)}>${cell}</td>`,
  );
  return html`<tr>
    ${rendered}
  </tr> `;
}

function classOf(numeric: boolean | undefined): SafeHtml | null {
  return numeric === true ? html` class="number"` : null;
}
