import type { RunReport } from '@cortex/domain';
import { dispositions, type Disposition } from './dispositions';
import { formatBytes } from './format-bytes';
import { formatCount, formatCounted } from './format-count';
import { formatDuration } from './format-duration';
import { formatShare } from './format-share';
import { judgeReport, type Tone } from './judge-report';
import { listFindings, type Finding } from './list-findings';
import { cutMiddle } from './terminal/display-width';
import { renderQuarantineLines } from './terminal/render-quarantine-lines';
import { terminalStyle, type Style, type StyleName } from './terminal/terminal-style';
import { wrapText } from './terminal/wrap-text';
import { toPrintable } from './to-printable';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A page as a terminal sees it: lines of at most `width` columns, colour applied last. */
export interface TerminalPage {
  readonly style: Style;
  readonly width: number;
}

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
/** A tree with a thousand links has a thousand warnings; the screen has not. */
const MAX_FINDINGS = 12;
const SIGNS: Readonly<Record<Tone, string>> = { good: '✔', warn: '!', bad: '✖', neutral: '·' };
const COLORS: Readonly<Record<Tone, StyleName>> = {
  good: 'green',
  warn: 'yellow',
  bad: 'red',
  neutral: 'dim',
};

const DISPOSITION_COLORS: Readonly<Record<Disposition['key'], StyleName>> = {
  inserted: 'blue',
  updated: 'magenta',
  unchanged: 'dim',
  duplicate: 'yellow',
  archivedOnly: 'cyan',
  quarantined: 'red',
};
const LABEL_COLUMNS = 16;
const COUNT_COLUMNS = 12;
const SHARE_COLUMNS = 9;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * The report for whoever watched the run: at most `width` columns, details only where somebody has to act. The verdict
 * comes last: it is what stands above the prompt.
 */
export function renderReportTerminal(report: RunReport, { color, width }: TerminalOptions): string {
  const page = { style: terminalStyle(color), width: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)) };
  const { attention, known } = listFindings(report);
  const blocks = [
    renderRecords(report, page),
    renderRows(report, page),
    renderKnown(known, page),
    renderAttention(attention, report, page),
    renderVerdict(report, page),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function renderVerdict(report: RunReport, page: TerminalPage): string[] {
  const { style, width } = page;
  const { tone, headline, explanation } = judgeReport(report);
  const paint = style[COLORS[tone]];
  const code = report.failure === null ? '' : ` [${report.failure.code}]`;
  return [
    ...wrapText(headline, width - 2).map((line, index) =>
      index === 0 ? `${paint(SIGNS[tone])} ${style.bold(paint(line))}` : `  ${style.bold(paint(line))}`,
    ),
    ...wrapText(`${explanation}${code}`, width - 2).map((line) => `  ${line}`),
    ...joinEntries(describeRun(report), width).map(style.dim),
  ];
}

function describeRun({ run, manifest, verification }: RunReport): string[] {
  const duration = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  return [
    formatCounted(manifest.documents, 'document'),
    formatBytes(manifest.bytes),
    ...(Number.isFinite(duration) ? [formatDuration(duration)] : []),
    ...(run.resumed ? ['resumed'] : []),
    `verification: ${verification}`,
  ];
}

function renderRecords({ records }: RunReport, { style, width }: TerminalPage): string[] {
  const barColumns = width - LABEL_COLUMNS - COUNT_COLUMNS - SHARE_COLUMNS - 2;
  const lines = dispositions.map(({ key, label }) => {
    const count = records[key];
    const text = `  ${label.padEnd(LABEL_COLUMNS - 2)}${formatCount(count).padStart(COUNT_COLUMNS)}`;
    if (count === 0) return style.dim(text);
    const share = formatShare(count, records.read).padStart(SHARE_COLUMNS);
    return `${text}${style.dim(share)}  ${style[DISPOSITION_COLORS[key]](drawBar(count / records.read, barColumns))}`;
  });
  return [
    `${style.bold('Records'.padEnd(LABEL_COLUMNS))}${style.bold(formatCount(records.read).padStart(COUNT_COLUMNS))}`,
    ...lines,
  ];
}

/** At least a sliver: what is there is seen. */
function drawBar(share: number, columns: number): string {
  const eighths = Math.max(1, Math.round(share * columns * EIGHTHS.length));
  return '█'.repeat(Math.floor(eighths / EIGHTHS.length)) + (EIGHTHS[eighths % EIGHTHS.length] ?? '');
}

function renderRows({ tables, run }: RunReport, { style, width }: TerminalPage): string[] {
  const filled = Object.entries(tables).filter(([, { total }]) => total > 0);
  if (filled.length === 0) return [];
  const total = filled.reduce((sum, [, counts]) => sum + counts.total, 0);
  const entries = filled.map(([name, counts]) => `${toPrintable(name)} ${formatCount(counts.total)}`);
  const title = run.state === 'dry-run' ? 'Rows predicted' : 'Rows';
  const heading = `${title.padEnd(LABEL_COLUMNS)}${formatCount(total).padStart(COUNT_COLUMNS)}`;
  return [style.bold(heading), ...joinEntries(entries, width)];
}

function renderAttention(findings: readonly Finding[], report: RunReport, page: TerminalPage): string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, MAX_FINDINGS);
  const hidden = findings.length - shown.length;
  return [
    page.style.bold('Needs attention'),
    ...shown.flatMap((finding) => renderFinding(finding, report, page)),
    ...(hidden > 0 ? [page.style.dim(`  … and ${formatCount(hidden)} more in the report`)] : []),
  ];
}

function renderFinding(finding: Finding, report: RunReport, page: TerminalPage): string[] {
  const { style, width } = page;
  const { tone, title } = finding;
  const [first = '', ...more] = wrapText(title, width - 4);
  return [
    `  ${style[COLORS[tone]](SIGNS[tone])} ${first}`,
    ...more.map((line) => `    ${line}`),
    ...renderBody(finding, report, page),
  ];
}

/** Of a decision the cases say more than its explanation, which the report files give. */
function renderBody(
  { section, meaning, examples }: Finding,
  report: RunReport,
  page: TerminalPage,
): string[] {
  const { style, width } = page;
  if (section === 'quarantine') return renderQuarantineLines(report, page);
  const words = section === 'decisions' ? [] : wrapText(meaning, width - 4);
  return [...words, ...examples.map((example) => cutMiddle(example, width - 4))].map(
    (line) => `    ${style.dim(line)}`,
  );
}

/** Counts only: the report files explain each and list them. */
function renderKnown(findings: readonly Finding[], { style, width }: TerminalPage): string[] {
  if (findings.length === 0) return [];
  return [
    style.bold('Decided by rule'),
    ...joinEntries(
      findings.map(({ title }) => title),
      width,
    ),
  ];
}

/** `a 1 · b 2`, broken between entries only. */
function joinEntries(entries: readonly string[], width: number): string[] {
  const unbreakable = entries.map((entry) => entry.replaceAll(' ', '\u00a0'));
  return wrapText(unbreakable.join('\u00a0· '), width - 2).map(
    (line) => `  ${line.replaceAll('\u00a0', ' ')}`,
  );
}
