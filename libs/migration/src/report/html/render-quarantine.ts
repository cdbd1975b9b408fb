import type { QuarantinedRecord, RunReport } from '@cortex/domain';
import { formatCount } from '../format-count';
import { formatLocation } from '../format-location';
import { remedyFor } from '../quarantine-remedies';
import { renderTable } from './render-table';
import { html, htmlSentence, type SafeHtml } from './safe-html';

/** Every reason with what it means, what to do and where its first records are. */
export function renderQuarantine({ quarantine }: RunReport): SafeHtml | null {
  if (quarantine.total === 0) return null;
  const reasons = Object.entries(quarantine.byReason).toSorted(([, a], [, b]) => b - a);
  const hidden = quarantine.total - quarantine.first.length;
  return html`<section id="quarantine">
    <h2>Quarantine</h2>
    <p>
      The bytes of these records are kept. <code>cortex-migrator quarantine list</code> names all of them,
      <code>quarantine show</code> gives one, <code>quarantine replay</code> tries
      again.${hidden > 0 && html` The first ${formatCount(quarantine.first.length)} of ${formatCount(quarantine.total)} are listed.`}
    </p>
    ${reasons.map(([reason, count]) => renderReason(reason, count, quarantine.first))}
  </section> `;
}

function renderReason(reason: string, count: number, first: readonly QuarantinedRecord[]): SafeHtml {
  const { meaning, remedy } = remedyFor(reason);
  const records = first.filter((record) => record.reason === reason);
  return html`<div class="reason">
    <h3><code>${reason}</code> <span class="count">${formatCount(count)}</span></h3>
    <p>
      ${htmlSentence(meaning)}
      <span class="remedy"><strong>What to do:</strong> ${htmlSentence(remedy)}</span>
    </p>
    ${
      records.length > 0 &&
      renderTable({
        caption: `Records quarantined as ${reason}`,
        columns: [
          { title: 'Where (path:byte)' },
          { title: 'Record', numeric: true },
          { title: 'Bytes', numeric: true },
          { title: 'Detail' },
        ],
        rows: records.map((record) => [
          html`<code>${formatLocation(record)}</code>`,
          `#${formatCount(record.ordinal)}`,
          formatCount(record.byteLength),
          record.detail,
        ]),
      })
    }
  </div> `;
}
