import { toPrintable } from './to-printable';

/** Text that Markdown shows as it is: nothing in it becomes a link, HTML or emphasis. */
export function markdownText(text: string): string {
  return toPrintable(text)
    .replace(/[\\`*_{}[\]#~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** A code span around whatever the text holds. */
export function markdownCode(text: string): string {
  const printable = toPrintable(text);
  const runs = printable.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const needsSpace = printable.startsWith('`') || printable.endsWith('`') || printable === '';
  const padding = needsSpace ? ' ' : '';
  return `${fence}${padding}${printable}${padding}${fence}`;
}

/**
 * Cells are Markdown already, but for bars: a table splits at them before it reads code. A heading that begins with
 * `#` is a column of numbers, aligned to the right.
 */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const names = headings.map((heading) => heading.replace(/^#/, ''));
  const rule = headings.map((heading) => (heading.startsWith('#') ? '---:' : '---'));
  return [names, rule, ...rows].map((cells) => `| ${cells.map(escapeBars).join(' | ')} |`).join('\n');
}

function escapeBars(cell: string): string {
  return cell.replace(/\|/g, '\\|');
}
