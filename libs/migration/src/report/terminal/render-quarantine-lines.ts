import type { RunReport } from '@cortex/domain';
import { formatCount } from '../format-count';
import { formatLocation } from '../format-location';
import { remedyFor } from '../quarantine-remedies';
import type { TerminalPage } from '../render-report-terminal';
import { cutMiddle } from './display-width';
import { wrapText } from './wrap-text';

/** Records shown per reason; the report files and `quarantine list` have the rest. */
const MAX_RECORDS = 5;

/** By reason: what it means, where the first records are, what to do. */
export function renderQuarantineLines({ quarantine }: RunReport, page: TerminalPage): string[] {
  const reasons = Object.entries(quarantine.byReason).toSorted(([, a], [, b]) => b - a);
  return reasons.flatMap(([reason, count]) => renderReason(quarantine, { reason, count }, page));
}

function renderReason(
  { first }: RunReport['quarantine'],
  { reason, count }: { readonly reason: string; readonly count: number },
  { style, width }: TerminalPage,
): string[] {
  const { meaning, remedy } = remedyFor(reason);
  const records = first.filter((record) => record.reason === reason).slice(0, MAX_RECORDS);
  const hidden = count - records.length;
  return [
    `    ${style.yellow(reason)} ${formatCount(count)}`,
    ...wrapText(meaning, width - 6).map((line) => `      ${style.dim(line)}`),
    ...records.map((record) => `      ${cutMiddle(formatLocation(record), width - 6)}`),
    ...(hidden > 0 ? [`      ${style.dim(`… and ${formatCount(hidden)} more`)}`] : []),
    ...indentArrow(wrapText(keepTogether(remedy), width - 8)),
  ];
}

/** A command in `backticks` does not break. */
function keepTogether(sentence: string): string {
  return sentence.replace(/`[^`]*`/g, (command) => command.replaceAll(' ', '\u00a0'));
}

function indentArrow(lines: readonly string[]): string[] {
  return lines.map((line, index) => `      ${index === 0 ? '→' : ' '} ${line.replaceAll('\u00a0', ' ')}`);
}
