import type { QuarantinedRecord, RunReport } from '@cortex/domain';
import { dispositions } from './dispositions';
import { formatBytes } from './format-bytes';
import { formatCount } from './format-count';
import { formatDuration } from './format-duration';
import { formatInstant } from './format-instant';
import { formatDocument, formatLocation } from './format-location';
import { formatShare } from './format-share';
import { groupNotes, type NoteGroup } from './group-notes';
import { judgeReport, verificationSentences } from './judge-report';
import { listFindings, type Finding } from './list-findings';
import { markdownCode, markdownTable, markdownText } from './markdown-text';
import { remedyFor } from './quarantine-remedies';

/** The report for issues, wikis and reviews: GitHub-flavoured Markdown, the same facts as the page. */
export function renderReportMarkdown(report: RunReport): string {
  const { attention, known } = listFindings(report);
  const sections = [
    renderHead(report),
    renderFindings('Needs attention', attention),
    renderFindings('Decided by rule', known),
    renderRecords(report),
    renderRows(report),
    renderQuarantine(report),
    renderClosure(report),
    renderDecisions(report),
    renderRepairs(report),
    renderKinds(report),
    renderTree(report),
    renderTimings(report),
  ];
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

function renderHead(report: RunReport): string {
  const { run, manifest, failure } = report;
  const { headline, explanation } = judgeReport(report);
  const name = run.id === null ? 'Dry run' : `Run ${markdownCode(run.id)}${run.resumed ? ' (resumed)' : ''}`;
  return [
    '# Migration report',
    `**${markdownText(headline)}** ${markdownText(explanation)}${failure === null ? '' : ` ${markdownCode(failure.code)}`}`,
    `${name}, target ${markdownCode(run.target)}, ${formatInstant(run.startedAt)} to ${formatInstant(run.finishedAt)}, cortex-migrator ${markdownText(run.version)}.`,
    `${formatCount(manifest.documents)} documents, ${formatBytes(manifest.bytes)}, manifest ${markdownCode(manifest.hash)}.`,
  ].join('\n\n');
}

function renderFindings(title: string, findings: readonly Finding[]): string | null {
  if (findings.length === 0) return null;
  const items = findings.map(({ title: name, meaning }) =>
    `- **${markdownText(name)}** ${markdownText(meaning)}`.trimEnd(),
  );
  return `## ${title}\n\n${items.join('\n')}`;
}

function renderRecords({ records }: RunReport): string {
  const rows = dispositions.map(({ key, label, meaning }) => [
    label,
    formatCount(records[key]),
    formatShare(records[key], records.read),
    meaning,
  ]);
  const sum = ['**read**', `**${formatCount(records.read)}**`, '', ''];
  return `## Records\n\n${markdownTable(['Disposition', '#Records', '#Share', 'Meaning'], [...rows, sum])}`;
}

function renderRows({ tables, run }: RunReport): string | null {
  const rows = Object.entries(tables).map(([name, counts]) => [
    markdownCode(name),
    ...[counts.inserted, counts.updated, counts.unchanged, counts.total, counts.stubs, counts.seeds].map(
      formatCount,
    ),
  ]);
  if (rows.length === 0) return null;
  const columns = ['Table', '#Inserted', '#Updated', '#Unchanged', '#Total', '#Stubs', '#Seeds'];
  return `## Rows${run.state === 'dry-run' ? ' (predicted)' : ''}\n\n${markdownTable(columns, rows)}`;
}

function renderQuarantine({ quarantine }: RunReport): string | null {
  if (quarantine.total === 0) return null;
  const reasons = Object.entries(quarantine.byReason).toSorted(([, a], [, b]) => b - a);
  const parts = reasons.map(([reason, count]) => renderReason(reason, count, quarantine.first));
  const hidden = quarantine.total - quarantine.first.length;
  const note = hidden > 0 ? `\n\n${formatCount(hidden)} more: \`cortex-migrator quarantine list\`.` : '';
  return `## Quarantine\n\n${parts.join('\n\n')}${note}`;
}

function renderReason(reason: string, count: number, first: readonly QuarantinedRecord[]): string {
  const { meaning, remedy } = remedyFor(reason);
  const rows = first
    .filter((record) => record.reason === reason)
    .map((record) => [
      markdownCode(formatLocation(record)),
      `#${record.ordinal}`,
      formatCount(record.byteLength),
      markdownText(record.detail),
    ]);
  const table =
    rows.length === 0
      ? ''
      : `\n\n${markdownTable(['Where (path:byte)', '#Record', '#Bytes', 'Detail'], rows)}`;
  return `### ${markdownCode(reason)}: ${formatCount(count)}\n\n${meaning} **What to do:** ${remedy}${table}`;
}

function renderClosure({ closure, verification }: RunReport): string {
  const rows = closure.map(({ name, expected, actual, holds }) => [
    markdownText(name),
    formatCount(expected),
    formatCount(actual),
    holds ? 'yes' : '**no**',
  ]);
  const table =
    rows.length === 0 ? '' : `\n\n${markdownTable(['Equation', '#Expected', '#Counted', 'Holds'], rows)}`;
  return `## Conservation\n\nVerification: \`${verification}\`. ${verificationSentences[verification]}${table}`;
}

function renderDecisions(report: RunReport): string | null {
  const groups = groupNotes(report);
  return groups.length === 0 ? null : `## Decisions\n\n${groups.map(renderGroup).join('\n\n')}`;
}

function renderGroup({ code, meaning, count, notes }: NoteGroup): string {
  const rows = notes.map((note) => [markdownCode(note.subject), formatCount(note.count)]);
  return `### ${markdownText(meaning.title)}: ${formatCount(count)}\n\n${markdownCode(code)} ${meaning.meaning}\n\n${markdownTable(['What', '#Count'], rows)}`;
}

function renderRepairs({ repairs }: RunReport): string | null {
  if (repairs.length === 0) return null;
  const rows = repairs.map((repair) => [
    markdownCode(formatDocument(repair)),
    markdownCode(repair.rule),
    formatCount(repair.count),
  ]);
  return `## Repairs\n\n${markdownTable(['Document', 'Rule', '#Times'], rows)}`;
}

function renderKinds({ kinds }: RunReport): string | null {
  if (kinds.length === 0) return null;
  const rows = kinds.map(({ kind, documents, records, bytes }) => [
    markdownCode(kind),
    formatCount(documents),
    formatCount(records),
    formatBytes(bytes),
  ]);
  return `## Kinds\n\n${markdownTable(['Kind', '#Documents', '#Records', '#Bytes'], rows)}`;
}

function renderTree({ changedDuringRun, vanished }: RunReport): string | null {
  const lists = [
    renderPaths('Changed during the run', [...new Set(changedDuringRun)]),
    renderPaths('Gone since the last run', vanished),
  ];
  const shown = lists.filter((list) => list !== null);
  return shown.length === 0 ? null : `## The tree meanwhile\n\n${shown.join('\n\n')}`;
}

function renderPaths(title: string, paths: readonly string[]): string | null {
  if (paths.length === 0) return null;
  return `${title}:\n\n${paths.map((path) => `- ${markdownCode(path)}`).join('\n')}`;
}

function renderTimings({ timingsMs }: RunReport): string | null {
  const rows = Object.entries(timingsMs).map(([phase, ms]) => [markdownText(phase), formatDuration(ms)]);
  return rows.length === 0 ? null : `## Time\n\n${markdownTable(['Phase', '#Time'], rows)}`;
}
