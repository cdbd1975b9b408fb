import { wrapText } from '@cortex/migration';
import type { HelpConfiguration } from 'commander';

const MAX_WIDTH = 80;
const TERM_INDENT = 2;
const TEXT_INDENT = 6;
const GAP = 2;
/** With longer terms than this the text goes below them, as in a manual page. */
const MAX_TERM_COLUMNS = 26;

/** How the help is laid out: at most 80 columns, long flags on a line of their own. */
export function helpLayout(width: number): HelpConfiguration {
  const columns = Math.min(MAX_WIDTH, width);
  return {
    helpWidth: columns,
    sortSubcommands: false,
    formatItem: (term, termWidth, description) =>
      termWidth > MAX_TERM_COLUMNS
        ? putBelow(term, wrapText(description, columns - TEXT_INDENT))
        : putBeside(term, termWidth, wrapText(description, columns - termWidth - TERM_INDENT - GAP)),
    boxWrap: (text, boxWidth) =>
      text
        .split('\n\n')
        .map((paragraph) => wrapText(paragraph, boxWidth).join('\n'))
        .join('\n\n'),
  };
}

function putBelow(term: string, lines: readonly string[]): string {
  return [indent(term, TERM_INDENT), ...lines.map((line) => indent(line, TEXT_INDENT))].join('\n');
}

function putBeside(term: string, termWidth: number, [first = '', ...more]: readonly string[]): string {
  const start = indent(`${term.padEnd(termWidth + GAP)}${first}`, TERM_INDENT);
  return [start, ...more.map((line) => indent(line, TERM_INDENT + termWidth + GAP))].join('\n');
}

function indent(text: string, columns: number): string {
  return `${' '.repeat(columns)}${text}`;
}
