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
  lines.push(...describeRows(summary), ...describeFiles(summary));
  if (at === null) lines.push(VERIFICATIONS[summary.verification]);
  return `${lines.flatMap((line) => wrapText(line, width)).join('\n')}\n`;
}

const VERIFICATIONS: Readonly<Record<ExportSummary['verification'], string>> = {
  unchanged: 'The database changed no row: every file is as it was archived.',
  equal: 'Read again and compared: the tree says what the database says.',
  skipped: 'Not read again and not compared (--no-verify).',
};

function describeRows({ rows, columns, conflicts }: ExportSummary): string[] {
  const lines = Object.entries(rows).map(([table, { updated, inserted, deleted }]) => {
    const parts = [`${updated} updated`, `${inserted} new`, `${deleted} deleted`];
    return `${table}: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}`;
  });
  if (columns.reserved > 0)
    lines.push(
      `${formatCounted(columns.own, 'value')} in members of their own, ${formatCounted(columns.reserved, 'value')} in the reserved member $cortex (docs/export.md).`,
    );
  if (conflicts > 0)
    lines.push(
      `${formatCounted(conflicts, 'row')} that tree and database both changed: the records keep their bytes.`,
    );
  return lines;
}

const SHOWN_FILES = 12;

function describeFiles({ files }: ExportSummary): string[] {
  const lines = (['rewritten', 'created', 'removed'] as const).flatMap((what) =>
    files[what].map((path) => `${what} ${toPrintable(path)}`),
  );
  const more = lines.length - SHOWN_FILES;
  return more > 0 ? [...lines.slice(0, SHOWN_FILES), `and ${formatCounted(more, 'file')} more`] : lines;
}
