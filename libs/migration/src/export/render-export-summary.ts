import { formatBytes } from '../report/format-bytes';
import { formatCounted } from '../report/format-count';
import { wrapText } from '../report/terminal/wrap-text';
import { toPrintable } from '../report/to-printable';
import type { ExportSummary } from './export-summary';

/** The summary of an export for a terminal of this width. */
export function renderExportSummary(summary: ExportSummary, folder: string, width: number): string {
  const { documents, bytes, at } = summary;
  const amount = `${formatCounted(documents, 'file')}, ${formatBytes(bytes)}`;
  const lines = [`${amount} in ${toPrintable(folder)}`];
  if (at !== null) lines.push(`The tree as run ${at} left it; what the database changed later is not in it.`);
  return `${lines.flatMap((line) => wrapText(line, width)).join('\n')}\n`;
}
